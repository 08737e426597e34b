# TaipanFreeze: MicroPython sources in CMake builds.
#
#   list(APPEND CMAKE_MODULE_PATH …/cmake)
#   include(TaipanFreeze)
#
# taipan_add_frozen(<target>
#     MANIFEST <file>...              manifests
#     [TARGET stock|taipan]           whose firmware (stock)
#     [OUTPUT <file>]                 default: <target>_frozen.c in the binary directory
#     [QSTR_HEADER <file>]            genhdr/qstrdefs.preprocessed.h of stock firmware
#     [RUNTIME <target>]              our runtime, with the definitions it is compiled with; implies
#                                     TARGET taipan
#     [LIB <dir>|<name>=<dir>...]     micropython-lib, and further libraries
#     [VARS <NAME>=<value>...]        path variables
#     [OPT <n>]                       level of files without an opt= of their own
#     [OPTIONS <option>...]           whatever else `taipan freeze` takes
#     [ALWAYS])                       ask at every build, which takes milliseconds: finds files that
#                                     are new in a folder, too
#
#   Generates C source. When <target> is a program or a library, it becomes one of its sources;
#   otherwise a target of that name generates it. The property TAIPAN_FROZEN_C has its path.
#
# taipan_compile(<target>
#     SOURCES <file>... | DIRECTORY <dir>
#     [OUT_DIR <dir>]                 default: <target> in the binary directory
#     [OPT <n>]
#     [PRUNE]                         remove the .mpy files of sources that are gone; with DIRECTORY
#     [OPTIONS <option>...])          whatever else `taipan compile` takes
#
#   Adds a target that compiles the files, or all .py files below the directory, to .mpy files. The
#   property TAIPAN_MPY_FILES has their paths. Modules record the path below DIRECTORY, or the one
#   below the current source directory.
#
# The program is TAIPAN_EXECUTABLE, or `taipan` in the search path.

include_guard(GLOBAL)

if(NOT TARGET taipan_driver)
  find_program(TAIPAN_EXECUTABLE taipan DOC "The program taipan")
endif()

# The program to call, in `result`; and what to depend on, so that a new one does the work again.
function(_taipan_program result)
  if(TARGET taipan_driver)
    set(${result} $<TARGET_FILE:taipan_driver> PARENT_SCOPE)
  elseif(TAIPAN_EXECUTABLE)
    set(${result} ${TAIPAN_EXECUTABLE} PARENT_SCOPE)
  else()
    message(FATAL_ERROR "taipan not found: set TAIPAN_EXECUTABLE to its path")
  endif()
endfunction()

# Checks what cmake_parse_arguments left in the variables that start with `prefix`.
function(_taipan_check_arguments command prefix)
  if(${prefix}_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${command}: unknown arguments: ${${prefix}_UNPARSED_ARGUMENTS}")
  endif()
  if(${prefix}_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "${command}: nothing after ${${prefix}_KEYWORDS_MISSING_VALUES}")
  endif()
endfunction()

# Has the list of the names written that a runtime is compiled with; its path, in `result`.
function(_taipan_names runtime target result)
  get_target_property(folder ${runtime} SOURCE_DIR)
  set(names ${CMAKE_CURRENT_BINARY_DIR}/${target}_names.txt)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
  separate_arguments(flags UNIX_COMMAND "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}")
  set(definitions $<TARGET_PROPERTY:${runtime},COMPILE_DEFINITIONS>)
  set(folders $<TARGET_PROPERTY:${runtime},INCLUDE_DIRECTORIES>)
  add_custom_command(
    OUTPUT ${names}
    COMMAND ${CMAKE_CXX_COMPILER} ${flags} "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},;-D>>"
            "-I$<JOIN:${folders},;-I>" -E -P -x c++ ${folder}/value/names_list.h -o ${names}
    DEPENDS ${folder}/value/names_list.h ${folder}/value/names.def ${folder}/value/features.h
            ${folder}/value/config_symbol.h ${folder}/../include/taipan/config.h
    COMMAND_EXPAND_LISTS COMMENT "Listing the names of ${runtime}" VERBATIM)
  set(${result} ${names} PARENT_SCOPE)
endfunction()

function(taipan_add_frozen target)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "ALWAYS" "TARGET;OUTPUT;QSTR_HEADER;RUNTIME;OPT"
                        "MANIFEST;LIB;VARS;OPTIONS")
  _taipan_check_arguments(taipan_add_frozen ARG)
  if(NOT ARG_MANIFEST)
    message(FATAL_ERROR "taipan_add_frozen: MANIFEST is needed")
  endif()
  _taipan_program(program)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${target}_frozen.c)
  if(ARG_OUTPUT)
    cmake_path(ABSOLUTE_PATH ARG_OUTPUT BASE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}
               OUTPUT_VARIABLE output)
  endif()

  set(command ${program} freeze -o ${output})
  set(depends ${program})
  if(ARG_RUNTIME)
    set(ARG_TARGET taipan)
    _taipan_names(${ARG_RUNTIME} ${target} names)
    list(APPEND command --names ${names})
    list(APPEND depends ${names})
  endif()
  if(ARG_TARGET)
    list(APPEND command --target ${ARG_TARGET})
  endif()
  if(ARG_QSTR_HEADER)
    cmake_path(ABSOLUTE_PATH ARG_QSTR_HEADER)
    list(APPEND command --qstr-header ${ARG_QSTR_HEADER})
    list(APPEND depends ${ARG_QSTR_HEADER})
  endif()
  foreach(library IN LISTS ARG_LIB)
    list(APPEND command --lib ${library})
  endforeach()
  foreach(variable IN LISTS ARG_VARS)
    list(APPEND command --var ${variable})
  endforeach()
  if(DEFINED ARG_OPT)
    list(APPEND command -O ${ARG_OPT})
  endif()
  list(APPEND command ${ARG_OPTIONS})
  foreach(manifest IN LISTS ARG_MANIFEST)
    cmake_path(ABSOLUTE_PATH manifest)
    list(APPEND command ${manifest})
    list(APPEND depends ${manifest})
  endforeach()

  get_filename_component(name ${output} NAME)
  set(common WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} COMMENT "Freezing ${name}" VERBATIM)
  if(ARG_ALWAYS)
    add_custom_target(${target}_freezing COMMAND ${command} --keep-time BYPRODUCTS ${output}
                      DEPENDS ${depends} ${common})
  else()
    if(CMAKE_GENERATOR MATCHES "Ninja") # which looks whether the step has changed its output
      list(APPEND command --keep-time)
    endif()
    add_custom_command(OUTPUT ${output} COMMAND ${command} --depfile ${output}.d
                       DEPENDS ${depends} DEPFILE ${output}.d ${common})
    add_custom_target(${target}_freezing DEPENDS ${output})
  endif()

  set(isCode FALSE)
  if(TARGET ${target})
    get_target_property(type ${target} TYPE)
    if(type MATCHES "EXECUTABLE|LIBRARY")
      set(isCode TRUE)
    endif()
  else()
    add_custom_target(${target} ALL)
  endif()
  add_dependencies(${target} ${target}_freezing)
  if(isCode)
    target_sources(${target} PRIVATE ${output})
  endif()
  set_source_files_properties(${output} PROPERTIES GENERATED TRUE)
  set_target_properties(${target} PROPERTIES TAIPAN_FROZEN_C ${output})
endfunction()

function(taipan_compile target)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "PRUNE" "DIRECTORY;OUT_DIR;OPT" "SOURCES;OPTIONS")
  _taipan_check_arguments(taipan_compile ARG)
  if((ARG_SOURCES AND ARG_DIRECTORY) OR NOT (ARG_SOURCES OR ARG_DIRECTORY))
    message(FATAL_ERROR "taipan_compile: either SOURCES or DIRECTORY is needed")
  endif()
  if(ARG_PRUNE AND ARG_SOURCES)
    message(FATAL_ERROR "taipan_compile: PRUNE needs DIRECTORY")
  endif()
  _taipan_program(program)
  set(outDir ${CMAKE_CURRENT_BINARY_DIR}/${target})
  if(ARG_OUT_DIR)
    cmake_path(ABSOLUTE_PATH ARG_OUT_DIR BASE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}
               OUTPUT_VARIABLE outDir)
  endif()

  if(ARG_DIRECTORY)
    set(inputs ${ARG_DIRECTORY})
    set(root ${ARG_DIRECTORY})
    cmake_path(ABSOLUTE_PATH root)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${root}/*.py)
    # As `taipan compile` does, hidden folders are left out.
    list(FILTER sources EXCLUDE REGEX "^${root}/(.*/)?\\.[^/]*/")
  else()
    set(inputs ${ARG_SOURCES})
    set(sources ${ARG_SOURCES})
  endif()
  set(outputs)
  set(depends)
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source OUTPUT_VARIABLE path)
    list(APPEND depends ${path})
    if(ARG_DIRECTORY)
      cmake_path(RELATIVE_PATH path BASE_DIRECTORY ${root} OUTPUT_VARIABLE name)
    else()
      cmake_path(GET path FILENAME name)
    endif()
    cmake_path(REPLACE_EXTENSION name LAST_ONLY mpy)
    list(APPEND outputs ${outDir}/${name})
  endforeach()

  set(command ${program} compile --out-dir ${outDir})
  if(DEFINED ARG_OPT)
    list(APPEND command -O ${ARG_OPT})
  endif()
  if(CMAKE_GENERATOR MATCHES "Ninja") # which looks whether the step has changed its outputs
    list(APPEND command --keep-time)
  endif()
  set(stamp)
  set(after)
  if(ARG_PRUNE)
    # A source that is gone makes no output older than its sources, but it makes another list. The
    # stamp comes first: make compares that one.
    set(list ${CMAKE_CURRENT_BINARY_DIR}/${target}_sources.txt)
    set(stamp ${CMAKE_CURRENT_BINARY_DIR}/${target}_compiled.txt)
    set(after COMMAND ${CMAKE_COMMAND} -E touch ${stamp})
    file(CONFIGURE OUTPUT ${list} CONTENT "${depends}" @ONLY)
    list(APPEND command --prune)
    list(APPEND depends ${list})
  endif()
  add_custom_command(OUTPUT ${stamp} ${outputs} COMMAND ${command} ${ARG_OPTIONS} ${inputs} ${after}
                     DEPENDS ${depends} ${program} WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
                     COMMENT "Compiling ${target} to .mpy" VERBATIM)
  add_custom_target(${target} ALL DEPENDS ${outputs})
  set_target_properties(${target} PROPERTIES TAIPAN_MPY_FILES "${outputs}")
endfunction()

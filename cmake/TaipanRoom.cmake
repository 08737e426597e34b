# taipan_room(NAME SOURCES file... [USES room...]): one room of the house, a static library with its
# public headers under include/taipan/.

add_library(taipan_flags INTERFACE)
target_compile_options(taipan_flags INTERFACE -Wall -Wextra -Wpedantic)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # Arrays without a size at the end of a struct: __extension__ in front of them is enough for gcc alone.
  target_compile_options(taipan_flags INTERFACE -Wno-c99-extensions)
  # Catch2's macros count with __COUNTER__, which clang takes for an extension from 22 on.
  if(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 22)
    target_compile_options(taipan_flags INTERFACE -Wno-c2y-extensions)
  endif()
endif()
if(TAIPAN_WERROR)
  target_compile_options(taipan_flags INTERFACE -Werror)
endif()

# fmt as the rooms link it: compiled once (support/text/fmt_library.cpp). What its headers leave to that
# file differs between its versions; of others than this one all comes from the headers, with every file.
if(fmt_VERSION VERSION_GREATER_EQUAL 9 AND fmt_VERSION VERSION_LESS 10)
  add_library(taipan_fmt STATIC "${PROJECT_SOURCE_DIR}/support/text/fmt_library.cpp")
  target_include_directories(taipan_fmt SYSTEM PUBLIC
    $<TARGET_PROPERTY:fmt::fmt-header-only,INTERFACE_INCLUDE_DIRECTORIES>)
else()
  add_library(taipan_fmt INTERFACE)
  target_link_libraries(taipan_fmt INTERFACE fmt::fmt-header-only)
endif()

function(taipan_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES" ${ARGN})
  add_library(taipan_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(taipan_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include
                             PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(taipan_${name} PRIVATE taipan_flags)
  foreach(used IN LISTS ROOM_USES)
    target_link_libraries(taipan_${name} PUBLIC taipan_${used})
  endforeach()
endfunction()

# taipan_embed(TARGET file...): parts of a program that are in other languages. The sources of TARGET get
# the text of FILE, a path in this folder, as a literal where they say #include "embedded/FILE".
function(taipan_embed target)
  foreach(name IN LISTS ARGN)
    set(literal "${CMAKE_CURRENT_BINARY_DIR}/embedded/${name}")
    add_custom_command(
      OUTPUT "${literal}"
      COMMAND ${CMAKE_COMMAND} "-DTEXT=${CMAKE_CURRENT_SOURCE_DIR}/${name}" "-DTO=${literal}"
              -P "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
      DEPENDS "${name}" "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
      VERBATIM)
    target_sources(${target} PRIVATE "${literal}")
    set_source_files_properties("${literal}" PROPERTIES HEADER_FILE_ONLY ON)
  endforeach()
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
endfunction()

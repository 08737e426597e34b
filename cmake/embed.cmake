# cmake -DTEXT=FILE -DTO=FILE -P embed.cmake: the text of a file as a literal of C++, for
# taipan_embed() of TaipanRoom.cmake.
file(READ "${TEXT}" text)
string(FIND "${text}" ")embedded\"" end)
if(NOT end EQUAL -1)
  message(FATAL_ERROR "${TEXT} contains what ends the literal: )embedded\"")
endif()
file(WRITE "${TO}" "R\"embedded(${text})embedded\"\n")

# Writes OUTPUT, a C++ source with the texts of the report's page: STYLES and SCRIPTS (lists of files,
# separated by '|') and LIBRARY, one file. A raw string of g++ may be of any length.
function(put variable files)
  set(text "")
  string(REPLACE "|" ";" files "${files}")
  foreach(file IN LISTS files)
    get_filename_component(file ${file} ABSOLUTE BASE_DIR ${FOLDER})
    file(READ ${file} content)
    # The library's source map is a file that the page must not ask for.
    string(REGEX REPLACE "//# sourceMappingURL=[^\n]*" "" content "${content}")
    if(content MATCHES "</[Ss][Cc][Rr][Ii][Pp][Tt]" OR content MATCHES "\\)page\"")
      message(FATAL_ERROR "${file} holds a text that would end what it is put into")
    endif()
    string(APPEND text "${content}")
  endforeach()
  file(APPEND ${OUTPUT}
    "const std::string_view ${variable} = R\"page(${text})page\";\n")
endfunction()

file(WRITE ${OUTPUT} "#include \"app/report/page_parts.h\"\n\nnamespace ventral::app {\n\n")
put(kPageStyle "${STYLES}")
put(kPageScript "${SCRIPTS}")
put(kPlotLibrary "${LIBRARY}")
file(APPEND ${OUTPUT} "\n}  // namespace ventral::app\n")

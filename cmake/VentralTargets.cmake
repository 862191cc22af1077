# ventral_library(NAME SOURCES ... HEADERS ... PUBLIC ... PRIVATE ...)
# One static library per box, with an alias ventral::NAME, includes from the repository root, and
# its headers in a file set so that `all_verify_interface_header_sets` compiles each alone.
function(ventral_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;HEADERS;PUBLIC;PRIVATE" ${ARGN})
  add_library(ventral_${name} STATIC ${ARG_SOURCES})
  add_library(ventral::${name} ALIAS ventral_${name})
  target_sources(ventral_${name} PUBLIC FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${ARG_HEADERS})
  set_target_properties(ventral_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_compile_features(ventral_${name} PUBLIC cxx_std_20)
  target_link_libraries(ventral_${name} PUBLIC ${ARG_PUBLIC}
    PRIVATE ${ARG_PRIVATE} $<BUILD_INTERFACE:ventral_warnings> $<BUILD_INTERFACE:ventral_numerics>
            $<BUILD_INTERFACE:ventral_sanitizers>)
endfunction()

# ventral_test(NAME SOURCES ... LINK ... LABELS ...)
# One doctest executable; every TEST_CASE becomes a ctest test named NAME/<test case>. A name that
# selects no case would pass silently, so an empty selection is a failure.
function(ventral_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  if(NOT ARG_LABELS)
    set(ARG_LABELS unit)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 600)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} ventral_test_main ventral_warnings
    ventral_numerics ventral_sanitizers)
  doctest_discover_tests(${name} TEST_PREFIX "${name}/"
    PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
               FAIL_REGULAR_EXPRESSION "test cases: +0")
endfunction()

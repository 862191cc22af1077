# Flags as INTERFACE targets: they are linked, never set globally.

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 12)
  message(FATAL_ERROR "ventral needs g++ 12 or newer; ${CMAKE_CXX_COMPILER} is version "
                      "${CMAKE_CXX_COMPILER_VERSION} (Debian 12 and Ubuntu 24.04 have a newer one)")
endif()

add_library(ventral_warnings INTERFACE)
target_compile_options(ventral_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wdouble-promotion
  -Wnon-virtual-dtor -Woverloaded-virtual -Wno-psabi)
# g++ 12 sees overlaps in every std::string that is built from a literal (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(ventral_warnings INTERFACE -Wno-restrict)
endif()
if(VENTRAL_WERROR)
  target_compile_options(ventral_warnings INTERFACE -Werror)
endif()

# The same digits from every build: no contraction outside the dispatched kernels, no fast math.
add_library(ventral_numerics INTERFACE)
target_compile_options(ventral_numerics INTERFACE -ffp-contract=off)
if(VENTRAL_NATIVE)
  target_compile_options(ventral_numerics INTERFACE -march=native)
endif()
if(VENTRAL_SANITIZE OR CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_definitions(ventral_numerics INTERFACE _GLIBCXX_ASSERTIONS)
endif()

add_library(ventral_sanitizers INTERFACE)
if(VENTRAL_SANITIZE)
  target_compile_options(ventral_sanitizers INTERFACE
    -fsanitize=${VENTRAL_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(ventral_sanitizers INTERFACE -fsanitize=${VENTRAL_SANITIZE})
endif()

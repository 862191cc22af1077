# Flags as INTERFACE targets: they are linked, never set globally.

add_library(ventral_warnings INTERFACE)
target_compile_options(ventral_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wdouble-promotion
  -Wnon-virtual-dtor -Woverloaded-virtual -Wno-psabi)
if(VENTRAL_WERROR)
  target_compile_options(ventral_warnings INTERFACE -Werror)
endif()

# The same digits from every build: no contraction outside the dispatched kernels, no fast math.
add_library(ventral_numerics INTERFACE)
target_compile_options(ventral_numerics INTERFACE -ffp-contract=off)
target_compile_definitions(ventral_numerics INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)

add_library(ventral_sanitizers INTERFACE)
if(VENTRAL_SANITIZE)
  target_compile_options(ventral_sanitizers INTERFACE
    -fsanitize=${VENTRAL_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(ventral_sanitizers INTERFACE -fsanitize=${VENTRAL_SANITIZE})
endif()

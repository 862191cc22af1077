# What `cmake --install` and the packages hold. Component runtime: the program with its models and
# experiments; component development: the libraries with their headers, for find_package(ventral).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(share ${CMAKE_INSTALL_DATADIR}/ventral)
set(shell ${PROJECT_BINARY_DIR}/app/shell)
install(TARGETS ventral COMPONENT runtime)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/models/ DESTINATION ${share}/models COMPONENT runtime
  FILES_MATCHING PATTERN "*.yaml" PATTERN "*.json" PATTERN "*.png")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/experiments/ DESTINATION ${share}/experiments
  COMPONENT runtime FILES_MATCHING PATTERN "*.yaml" PATTERN "*.png")
install(FILES ${shell}/ventral.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
  COMPONENT runtime OPTIONAL)
install(FILES ${shell}/ventral.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME ventral COMPONENT runtime)
install(FILES ${shell}/ventral.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions
  RENAME _ventral COMPONENT runtime)
install(FILES ${shell}/ventral.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT runtime)
foreach(part runtime development)
  set(doc ${CMAKE_INSTALL_DATADIR}/doc/$<IF:$<STREQUAL:${part},runtime>,ventral,libventral-dev>)
  install(FILES ${PROJECT_SOURCE_DIR}/packaging/copyright DESTINATION ${doc} COMPONENT ${part})
  install(FILES ${shell}/changelog.gz DESTINATION ${doc} COMPONENT ${part} OPTIONAL)
endforeach()

# Libraries: headers below include/ventral, included as in the sources ("sim/engine/simulator.h").
set(libraries base config io engine models stimuli analysis)
foreach(library ${libraries})
  set_target_properties(ventral_${library} PROPERTIES EXPORT_NAME ${library})
  install(TARGETS ventral_${library} EXPORT ventral-targets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/ventral COMPONENT development
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/ventral COMPONENT development)
endforeach()
install(TARGETS ventral_cminpack ventral_deflate EXPORT ventral-targets COMPONENT development)
set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/ventral)
install(EXPORT ventral-targets NAMESPACE ventral:: DESTINATION ${config_folder}
  COMPONENT development)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/ventral-config.cmake.in
  ${PROJECT_BINARY_DIR}/ventral-config.cmake INSTALL_DESTINATION ${config_folder}
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/ventral-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ventral-config.cmake
  ${PROJECT_BINARY_DIR}/ventral-config-version.cmake
  DESTINATION ${config_folder} COMPONENT development)

# Debian packages: `cpack --config build/release/CPackConfig.cmake`.
set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL runtime development)
set(CPACK_PACKAGE_NAME ventral)
set(CPACK_PACKAGE_CONTACT "The ventral authors <ventral@localhost>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME ventral)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION
"simulator of the ventral visual stream
 Rate models of V1, V2, V4 and IT with feedforward, local, lateral and feedback
 projections, shown the displays of published experiments with and without
 recurrence.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libventral-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libboost-dev, libeigen3-dev, libcminpack-dev, \
libhdf5-dev, libyaml-cpp-dev, libmuparser-dev, libpng-dev, libdeflate-dev, nlohmann-json3-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
"simulator of the ventral visual stream - libraries
 Static libraries and headers for find_package(ventral).")
include(CPack)

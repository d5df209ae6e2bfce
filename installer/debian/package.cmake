# SPDX-License-Identifier: MIT
# Two Debian packages by CPack, cairn-cli and cairn: "cpack -G DEB" in a build folder of the preset
# release.
set(CAIRN_MAINTAINER "The Cairn authors <cairn@cairnbackup.org>" CACHE STRING
    "Who answers for the packages, with an address")
# Below -1, the first that Debian itself would make.
set(CAIRN_DEBIAN_REVISION 0cairn1 CACHE STRING "Counts packages of the same version")

# What only a Debian package has; "cmake --install" passes it over.
function(install_for_debian package component)
    install(FILES ${ARGN} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package}
        COMPONENT ${component}_debian EXCLUDE_FROM_ALL)
endfunction()

# "Thu, 26 Nov 2026 00:00:00 +0000" of 2026-11-26
execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C date -R -u -d ${CAIRN_RELEASED}
    OUTPUT_VARIABLE CAIRN_RELEASED_RFC OUTPUT_STRIP_TRAILING_WHITESPACE)
configure_file(${CMAKE_CURRENT_LIST_DIR}/changelog.in changelog.Debian @ONLY)
execute_process(COMMAND ${GZIP_PROGRAM} -9nc ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian
    OUTPUT_FILE ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian.gz)
execute_process(COMMAND ${GZIP_PROGRAM} -9nc ${CMAKE_SOURCE_DIR}/CHANGELOG.md
    OUTPUT_FILE ${CMAKE_CURRENT_BINARY_DIR}/changelog.gz)
set(changelogs ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian.gz
    ${CMAKE_CURRENT_BINARY_DIR}/changelog.gz)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME cairn)
set(CPACK_PACKAGE_VENDOR "The Cairn authors")
set(CPACK_PACKAGE_CONTACT ${CAIRN_MAINTAINER})
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
    GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SOURCE cairn)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${CAIRN_DEBIAN_REVISION})
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)

set(CPACK_COMPONENTS_ALL "")
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
if(TARGET cairn-cli)
    install_for_debian(cairn-cli cli ${changelogs})
    list(APPEND CPACK_COMPONENTS_ALL cli cli_debian)
    set(CPACK_COMPONENT_CLI_GROUP commandline)
    set(CPACK_COMPONENT_CLI_DEBIAN_GROUP commandline)
    set(CPACK_DEBIAN_COMMANDLINE_PACKAGE_NAME cairn-cli)
    set(CPACK_DEBIAN_COMMANDLINE_FILE_NAME DEB-DEFAULT)
    set(CPACK_DEBIAN_COMMANDLINE_PACKAGE_SECTION utils)
    # A plugin, and a library that is opened when a report is sent: nothing is linked with them.
    set(CPACK_DEBIAN_COMMANDLINE_PACKAGE_DEPENDS "libqt6sql6-sqlite, libcurl4")
    set(CPACK_DEBIAN_COMMANDLINE_PACKAGE_RECOMMENDS "gpg")
    set(CPACK_DEBIAN_COMMANDLINE_PACKAGE_SUGGESTS "cairn, python3-cryptography")
    set(CPACK_DEBIAN_COMMANDLINE_DESCRIPTION
"encrypted and deduplicated backups, command line
Cairn backs up folders, encrypted and deduplicated, and gives every byte
back. It reads and writes the storage format of Duplicati, so backups made by
either program can be used with the other.

This package has cairn-cli, which does all that without a screen, and units
of systemd that run backups by schedule, also while nobody is logged in. They
are not enabled.")
    set(CPACK_DEBIAN_COMMANDLINE_PACKAGE_CONTROL_EXTRA
        ${CMAKE_CURRENT_LIST_DIR}/postinst ${CMAKE_CURRENT_LIST_DIR}/prerm
        ${CMAKE_CURRENT_LIST_DIR}/postrm)
    set(CPACK_DEBIAN_COMMANDLINE_PACKAGE_CONTROL_STRICT_PERMISSION ON)
endif()
if(TARGET cairn)
    install_for_debian(cairn gui ${changelogs})
    list(APPEND CPACK_COMPONENTS_ALL gui gui_debian)
    set(CPACK_COMPONENT_GUI_GROUP desktop)
    set(CPACK_COMPONENT_GUI_DEBIAN_GROUP desktop)
    set(CPACK_DEBIAN_DESKTOP_PACKAGE_NAME cairn)
    set(CPACK_DEBIAN_DESKTOP_FILE_NAME DEB-DEFAULT)
    set(CPACK_DEBIAN_DESKTOP_PACKAGE_SECTION utils)
    set(CPACK_DEBIAN_DESKTOP_PACKAGE_DEPENDS
        "cairn-cli (= ${PROJECT_VERSION}-${CAIRN_DEBIAN_REVISION}), libqt6sql6-sqlite, libcurl4")
    # Texts of Qt's own dialogs, and windows on Wayland.
    set(CPACK_DEBIAN_DESKTOP_PACKAGE_RECOMMENDS "qt6-translations-l10n, qt6-wayland, udisks2")
    set(CPACK_DEBIAN_DESKTOP_DESCRIPTION
"encrypted and deduplicated backups, desktop application
Cairn backs up folders, encrypted and deduplicated, and gives every byte
back. It reads and writes the storage format of Duplicati, so backups made by
either program can be used with the other.

This package has the desktop application: a wizard for a first backup, a
browser of versions with search and preview, restoring that can be undone,
and an icon in the tray.")
endif()
include(CPack)
include(CPackComponent)

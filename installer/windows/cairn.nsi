; SPDX-License-Identifier: MIT
; UNTESTED: Cairn has not been built on Windows yet. An installer by NSIS 3 (makensis), for one person,
; without administrator rights. `staging` holds cairn.exe and cairn-cli.exe with what windeployqt puts
; beside them:
;
;   cmake --install build\release --prefix staging
;   windeployqt --release --compiler-runtime staging\bin\cairn.exe
;   makensis /DVERSION=0.1.0 /DSTAGING=staging installer\windows\cairn.nsi

Unicode true
!include "MUI2.nsh"
!include "FileFunc.nsh"

!ifndef VERSION
    !error "give the version: /DVERSION=0.1.0"
!endif
!ifndef STAGING
    !define STAGING "staging"
!endif
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Cairn"

Name "Cairn ${VERSION}"
OutFile "cairn-${VERSION}-setup.exe"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Cairn"
InstallDirRegKey HKCU "Software\Cairn" "Folder"
SetCompressor /SOLID lzma

!insertmacro MUI_PAGE_LICENSE "..\..\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\bin\cairn.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

Section "Cairn"
    ; A program that runs cannot be replaced. It is told to end, and ends its run in order.
    ExecWait 'taskkill /IM cairn.exe'
    SetOutPath "$INSTDIR"
    ; What an older version had and this one has not must not stay in the way.
    RMDir /r "$INSTDIR\bin"
    File /r "${STAGING}\*"
    WriteUninstaller "$INSTDIR\uninstall.exe"

    CreateShortcut "$SMPROGRAMS\Cairn.lnk" "$INSTDIR\bin\cairn.exe"
    WriteRegStr HKCU "Software\Cairn" "Folder" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Cairn"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\bin\cairn.exe"
    WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Cairn authors"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    IntFmt $0 "0x%08X" $0
    WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
SectionEnd

; Settings, local databases and backups are the person's, and stay.
Section "Uninstall"
    ExecWait 'taskkill /IM cairn.exe'
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "Cairn"
    Delete "$SMPROGRAMS\Cairn.lnk"
    RMDir /r "$INSTDIR\bin"
    RMDir /r "$INSTDIR\share"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    DeleteRegKey HKCU "${UNINSTALL}"
    DeleteRegKey HKCU "Software\Cairn"
SectionEnd

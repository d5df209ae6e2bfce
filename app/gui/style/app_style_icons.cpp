// SPDX-License-Identifier: MIT
// AppStyle: the icons of the dialogs that Qt draws. Fusion has them as pictures for a light window.
#include "app/gui/style/app_style.h"
#include "app/gui/style/icon_paths.h"

#include <QGuiApplication>
#include <QStyleOption>

namespace cairn::gui {

namespace {

QIcon sign(DialogSign name)
{
    return iconOf(iconShape(name), IconTone::Text);
}

} // namespace

QIcon AppStyle::standardIcon(StandardPixmap which, const QStyleOption *option,
                             const QWidget *widget) const
{
    switch (which) {
    case SP_FileDialogBack:
    case SP_ArrowBack:
        return sign(DialogSign::Back);
    case SP_ArrowForward:
        return sign(DialogSign::Forward);
    case SP_ArrowLeft: // of the screen, whichever way texts are read
        return sign(QGuiApplication::isRightToLeft() ? DialogSign::Forward : DialogSign::Back);
    case SP_ArrowRight:
        return sign(QGuiApplication::isRightToLeft() ? DialogSign::Back : DialogSign::Forward);
    case SP_FileDialogToParent:
    case SP_ArrowUp:
        return IconSet::icon(Icon::Up);
    case SP_ArrowDown:
        return IconSet::icon(Icon::Down);
    case SP_FileDialogNewFolder:
        return sign(DialogSign::NewFolder);
    case SP_FileDialogListView:
        return sign(DialogSign::List);
    case SP_FileDialogDetailedView:
        return sign(DialogSign::Details);
    case SP_DirIcon:
    case SP_DirOpenIcon:
    case SP_DirClosedIcon:
    case SP_DirLinkIcon:
    case SP_DirLinkOpenIcon:
        return IconSet::icon(Icon::Folder);
    case SP_FileIcon:
    case SP_FileLinkIcon:
        return IconSet::icon(Icon::File);
    case SP_DirHomeIcon:
        return sign(DialogSign::Home);
    case SP_ComputerIcon:
    case SP_DesktopIcon:
        return sign(DialogSign::Desktop);
    case SP_DriveFDIcon:
    case SP_DriveHDIcon:
    case SP_DriveCDIcon:
    case SP_DriveDVDIcon:
        return IconSet::icon(Icon::Drive);
    case SP_DriveNetIcon:
        return IconSet::icon(Icon::Server);
    case SP_TrashIcon:
        return IconSet::icon(Icon::Trash);
    case SP_MessageBoxInformation:
    case SP_MessageBoxQuestion:
        return IconSet::icon(Icon::Info, IconTone::Accent);
    case SP_MessageBoxWarning:
        return IconSet::icon(Icon::Warning, IconTone::Warn);
    case SP_MessageBoxCritical:
        return IconSet::icon(Icon::Error, IconTone::Fail);
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>

namespace cairn::gui {

enum class Icon {
    Overview,
    Restore,
    Activity,
    Preferences,
    Add,
    Pause,
    Stop,
    BackUp,
    Search,
    Folder,
    File,
    Drive,
    UsbDrive,
    Server,
    Cloud,
    Key,
    Lock,
    Print,
    Copy,
    Eye,
    Chevron,
    More,
    Check,
    Warning,
    Error,
    Clock,
    ShieldOk,
    ShieldRun,
    ShieldPaused,
    Undo,
    Trash,
    Edit,
    Info,
    Close,
    Up,
    Down
};

enum class IconTone { Text, Muted, Accent, OnAccent, Ok, Run, Wait, Warn, Fail };

enum class TrayState { Fine, Running, Paused, Waiting, Attention, Failed };

// Every picture of the program, painted from paths in the colours of the theme: sharp at any scale.
// Actions are outlines, states are filled with their sign cut out.
class IconSet final
{
public:
    static QIcon icon(Icon name, IconTone tone = IconTone::Text);
    // percent fills the ring of Running in twelve steps.
    static QIcon tray(TrayState state, int percent = 0);
    // The product mark: three stones, one on another.
    static QIcon mark();
};

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"

namespace cairn::gui {

// The file by which the desktop starts this program at login, hidden in the tray (Desktop
// Application Autostart Specification).
class Autostart final
{
public:
    // In the folder of this person's desktop settings: ~/.config/autostart/cairn.desktop.
    [[nodiscard]] static Result<FilePath> usualFile();

    Autostart(FileLayer &files, FilePath file);

    Result<bool> isOn();
    // `program` is the path of this program. Whatever else a person has put into the file is
    // replaced: only what starts this program is in there.
    Result<> turnOn(const FilePath &program);
    Result<> turnOff();

private:
    FileLayer &m_files;
    FilePath m_file;
};

} // namespace cairn::gui

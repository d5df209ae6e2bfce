// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_path.h"

namespace cairn::gui {

// Opens a file or folder with the program that the desktop has for it; false: there is none. The
// desktop takes text: of a folder whose name is none (invalid UTF-8) the one above is opened.
bool openOnDesktop(const FilePath &place);

} // namespace cairn::gui

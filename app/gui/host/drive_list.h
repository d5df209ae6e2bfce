// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/drive_list.h"

#include <QMetaType>

namespace cairn::gui {

using cairn::Drive;
using cairn::DriveSources;

} // namespace cairn::gui

Q_DECLARE_METATYPE(std::vector<cairn::Drive>)

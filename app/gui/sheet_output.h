// SPDX-License-Identifier: MIT
// Recovery sheets on paper or as a file, asked for by a dialog.
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/recovery_sheet.h"

#include <QString>

#include <functional>

class QWidget;

namespace cairn::gui {

// `done` is called with what to say about it, and whether it was saved; not at all if nobody wants
// it after all.
void saveSheet(EngineProxy &engine, QWidget *parent, const RecoverySheet &sheet,
               const std::function<void(bool saved, const QString &text)> &done);
void printSheet(QWidget *parent, const RecoverySheet &sheet, const std::function<void()> &printed);

} // namespace cairn::gui

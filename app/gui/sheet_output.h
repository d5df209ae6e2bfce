// SPDX-License-Identifier: MIT
// Recovery sheets on paper or as a file, asked for by a dialog.
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/recovery_sheet.h"

#include <QString>

#include <functional>

class QWidget;

namespace cairn::gui {

// Called with what to say about it, and whether there is a sheet now; not at all if nobody wants
// one after all, or nobody is there any more to be told.
using SheetDone = std::function<void(bool isOut, const QString &text)>;
void saveSheet(EngineProxy &engine, QWidget *parent, const RecoverySheet &sheet,
               const SheetDone &done);
void printSheet(EngineProxy &engine, QWidget *parent, const RecoverySheet &sheet,
                const SheetDone &done);

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QWizard;

namespace cairn::gui {

class StepList;

// What every wizard has alike: its steps at the side, its buttons and their words, its end when it
// is closed. finish: what its last button says.
void frameWizard(QWizard &wizard, StepList *steps, const QString &finish);

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/error_presenter.h"

class QWidget;

namespace cairn::gui {

class EngineProxy;

// Does what a button against a failure says, as far as it needs no other page of the window.
// False: it is about showing one.
[[nodiscard]] bool doRemedy(EngineProxy &engine, const RemedyOrder &order, QWidget *window);

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"
#include "core/engine/job_plan.h"

#include <QWidget>

namespace cairn::gui {

// A part of a backup's settings in the editor. It is changed when what it would write now is not
// what it would have written at first: a form that spells a setting otherwise changes nothing.
class EditorSection : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    [[nodiscard]] virtual QString title() const = 0;
    // Writes its settings into `job`.
    virtual void apply(JobConfig &job) const = 0;
    // What was typed and must not stand in the settings; its passphrase apart.
    [[nodiscard]] virtual JobSecrets secrets() const { return {}; }
    // Why it cannot be saved so; empty: it can.
    [[nodiscard]] virtual QString problem() const { return {}; }

Q_SIGNALS:
    void changed();
};

} // namespace cairn::gui

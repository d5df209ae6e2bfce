// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/editor_section.h"
#include "app/gui/engine_proxy.h"

namespace cairn::gui {

class WherePage;

// Where the copies go. Another place is taken if it is empty or holds this very backup.
class DestinationSection final : public EditorSection
{
    Q_OBJECT
public:
    DestinationSection(EngineProxy &engine, const JobView &view, QWidget *parent = nullptr);
    [[nodiscard]] QString title() const override { return tr("Destination"); }
    void apply(JobConfig &job) const override;
    [[nodiscard]] QString problem() const override;

private:
    WherePage *m_where;
};

} // namespace cairn::gui

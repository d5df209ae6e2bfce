// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/editor_section.h"
#include "app/gui/engine_proxy.h"
#include "app/gui/wizards/room_text.h"

class QCheckBox;
class QLabel;

namespace cairn::gui {

class WherePage;

// Where the copies go. Another place gets what is stored, or is taken if it is empty or holds this
// very backup.
class DestinationSection final : public EditorSection
{
    Q_OBJECT
public:
    DestinationSection(EngineProxy &engine, const JobView &view, QWidget *parent = nullptr);
    [[nodiscard]] QString title() const override { return tr("Destination"); }
    void apply(JobConfig &job) const override;
    [[nodiscard]] QString problem() const override;
    // Whether what is stored is to go along to the other place.
    [[nodiscard]] bool movesStored() const;
    [[nodiscard]] Room room() const;
    void setWanted(qint64 bytes); // what is to be saved, as large as it is

private:
    void judge();
    const JobView m_view;
    WherePage *m_where;
    QCheckBox *m_moves;
    QLabel *m_rule;
};

} // namespace cairn::gui

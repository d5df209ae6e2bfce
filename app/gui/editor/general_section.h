// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/editor_section.h"
#include "app/gui/engine_proxy.h"

class QComboBox;
class QLineEdit;

namespace cairn::gui {

// What the backup is called, and how it is told from others.
class GeneralSection final : public EditorSection
{
    Q_OBJECT
public:
    GeneralSection(EngineProxy &engine, const JobConfig &job, QWidget *parent = nullptr);
    [[nodiscard]] QString title() const override { return tr("General"); }
    void apply(JobConfig &job) const override;
    [[nodiscard]] QString problem() const override;

private:
    void fillGroups(const QString &group);
    void fillTags(JobTag tag);

    EngineProxy &m_engine;
    const std::string m_job;
    QLineEdit *m_name;
    QComboBox *m_group;
    QComboBox *m_tag;
};

} // namespace cairn::gui

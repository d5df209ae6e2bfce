// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/editor_section.h"
#include "app/gui/engine_proxy.h"

class QLineEdit;

namespace cairn::gui {

// What the backup is called.
class GeneralSection final : public EditorSection
{
    Q_OBJECT
public:
    GeneralSection(EngineProxy &engine, const JobConfig &job, QWidget *parent = nullptr);
    [[nodiscard]] QString title() const override { return tr("General"); }
    void apply(JobConfig &job) const override;
    [[nodiscard]] QString problem() const override;

private:
    EngineProxy &m_engine;
    const std::string m_job;
    QLineEdit *m_name;
};

} // namespace cairn::gui

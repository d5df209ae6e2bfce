// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/editor_section.h"
#include "app/gui/engine_proxy.h"

namespace cairn::gui {

class FilesPage;

// What is saved, and what is left out.
class FilesSection final : public EditorSection
{
    Q_OBJECT
public:
    FilesSection(EngineProxy &engine, const JobConfig &job, QWidget *parent = nullptr);
    [[nodiscard]] QString title() const override { return tr("Files"); }
    void apply(JobConfig &job) const override;
    [[nodiscard]] QString problem() const override;

private:
    FilesPage *m_files;
};

} // namespace cairn::gui

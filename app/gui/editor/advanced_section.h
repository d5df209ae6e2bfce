// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/editor_section.h"
#include "app/gui/models/option_model.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace cairn::gui {

// Every further option that has an effect.
class AdvancedSection final : public EditorSection
{
    Q_OBJECT
public:
    AdvancedSection(const JobConfig &job, bool hasVersions, QWidget *parent = nullptr);
    [[nodiscard]] QString title() const override { return tr("Advanced"); }
    void apply(JobConfig &job) const override;

private:
    void build();
    void showHelp();

    OptionModel *m_model;
    QLineEdit *m_search;
    QTableView *m_table;
    QLabel *m_help;
    QPushButton *m_reset;
};

} // namespace cairn::gui

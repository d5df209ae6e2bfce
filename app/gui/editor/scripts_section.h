// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/editor_section.h"

#include <vector>

class QCheckBox;
class QGridLayout;
class QLineEdit;
class QSpinBox;

namespace cairn::gui {

// Programs of the person's own around each run.
class ScriptsSection final : public EditorSection
{
    Q_OBJECT
public:
    explicit ScriptsSection(const JobConfig &job, QWidget *parent = nullptr);
    [[nodiscard]] QString title() const override { return tr("Scripts"); }
    void apply(JobConfig &job) const override;

private:
    void addProgram(const JobConfig &job, const QString &label, const char *option,
                    const QString &objectName);
    void addMore(const JobConfig &job);

    struct Program
    {
        const char *option;
        QLineEdit *edit;
    };
    std::vector<Program> m_programs;
    QGridLayout *m_grid;
    QSpinBox *m_timeout;
    QCheckBox *m_arguments;
    QCheckBox *m_secrets;
};

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/editor_section.h"

#include <array>

class QCheckBox;
class QGridLayout;
class QSpinBox;

namespace cairn::gui {

// How fast the backup may send and fetch.
class LimitsSection final : public EditorSection
{
    Q_OBJECT
public:
    explicit LimitsSection(const JobConfig &job, QWidget *parent = nullptr);
    [[nodiscard]] QString title() const override { return tr("Limits"); }
    void apply(JobConfig &job) const override;

private:
    struct Limit
    {
        const char *option;
        int atFirst; // KiB a second; 0: none
        QCheckBox *isSet;
        QSpinBox *rate;
        [[nodiscard]] int value() const;
    };
    [[nodiscard]] Limit add(QGridLayout &grid, const JobConfig &job, const char *option,
                            const QString &text, const QString &objectName);

    std::array<Limit, 2> m_limits;
};

} // namespace cairn::gui

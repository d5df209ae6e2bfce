// SPDX-License-Identifier: MIT
#include "app/gui/editor/limits_section.h"

#include "app/gui/widgets/build.h"
#include "core/config/option_values.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QSpinBox>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUsual = 1000; // KiB a second; offered where none is set
constexpr int kMost = 10'000'000;
constexpr int kStep = 100;
constexpr const char *kDisabled = "throttle-disabled";

// Rounded up, so that a small limit stays one; 0: none, or all are ignored.
int limitOf(const JobConfig &job, const char *option)
{
    const auto disabled = job.options.find(kDisabled);
    if (disabled != job.options.end() && parseBoolean(kDisabled, disabled->second).value_or(false))
        return 0;
    const auto found = job.options.find(option);
    if (found == job.options.end())
        return 0;
    const auto bytes = parseSize(option, found->second, "kb");
    return bytes ? int(std::min<std::int64_t>((*bytes + 1023) / 1024, kMost)) : 0;
}

} // namespace

int LimitsSection::Limit::value() const
{
    return isSet->isChecked() ? rate->value() : 0;
}

LimitsSection::LimitsSection(const JobConfig &job, QWidget *parent)
    : EditorSection(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(12);
    grid->setHorizontalSpacing(16);
    QLabel *about = textLabel(tr("So that others can use the network while the backup runs. It "
                                 "holds from the next run on."),
                              "body", this);
    about->setWordWrap(true);
    grid->addWidget(about, 0, 0, 1, 2);
    m_limits = {add(*grid, job, "throttle-upload", tr("&Send at most"), u"limits.send"_s),
                add(*grid, job, "throttle-download", tr("&Fetch at most"), u"limits.fetch"_s)};
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(grid->rowCount(), 1);
}

LimitsSection::Limit LimitsSection::add(QGridLayout &grid, const JobConfig &job, const char *option,
                                        const QString &text, const QString &objectName)
{
    const int limit = limitOf(job, option);
    auto *isSet = new QCheckBox(text, this);
    isSet->setObjectName(objectName);
    isSet->setChecked(limit > 0);
    auto *rate = new QSpinBox(this);
    rate->setObjectName(objectName % u"Rate"_s);
    rate->setAccessibleName(QString(text).remove(u'&'));
    rate->setRange(1, kMost);
    rate->setSingleStep(kStep);
    rate->setGroupSeparatorShown(true);
    rate->setSuffix(tr(" KiB/s"));
    rate->setValue(limit > 0 ? limit : kUsual);
    rate->setEnabled(limit > 0);
    const int row = grid.rowCount();
    grid.addWidget(isSet, row, 0);
    grid.addWidget(rate, row, 1, Qt::AlignLeading);
    connect(isSet, &QCheckBox::toggled, rate, &QWidget::setEnabled);
    connect(isSet, &QCheckBox::toggled, this, &EditorSection::changed);
    connect(rate, &QSpinBox::valueChanged, this, &EditorSection::changed);
    return {option, limit, isSet, rate};
}

// What is not touched stays as it is spelled. Where limits were switched off, those that are shown
// here count from now on, and no others.
void LimitsSection::apply(JobConfig &job) const
{
    const bool isTouched = std::ranges::any_of(
        m_limits, [](const Limit &limit) { return limit.value() != limit.atFirst; });
    const bool wereOff = isTouched && job.options.erase(kDisabled) > 0;
    for (const Limit &limit : m_limits) {
        const int value = limit.value();
        if (value == limit.atFirst && !wereOff)
            continue;
        if (value == 0)
            job.options.erase(limit.option);
        else
            job.options[limit.option] = std::to_string(value) + "kb";
    }
}

} // namespace cairn::gui

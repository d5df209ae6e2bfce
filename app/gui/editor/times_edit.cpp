// SPDX-License-Identifier: MIT
#include "app/gui/editor/times_edit.h"

#include <QBoxLayout>
#include <QTimeEdit>
#include <QToolButton>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMost = 4; // as many as a line has room for

} // namespace

TimesEdit::TimesEdit(const QString &objectName, QWidget *parent)
    : QWidget(parent)
    , m_name(objectName)
    , m_row(new QHBoxLayout(this))
    , m_more(new QToolButton(this))
    , m_fewer(new QToolButton(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(8);
    m_more->setObjectName(objectName + u".more"_s);
    m_more->setText(u"+"_s);
    m_more->setToolTip(tr("One more time of day"));
    m_more->setAccessibleName(m_more->toolTip());
    m_fewer->setObjectName(objectName + u".fewer"_s);
    m_fewer->setText(u"−"_s);
    m_fewer->setToolTip(tr("Without the last time of day"));
    m_fewer->setAccessibleName(m_fewer->toolTip());
    m_row->addWidget(m_more);
    m_row->addWidget(m_fewer);
    m_row->addStretch();
    connect(m_more, &QToolButton::clicked, this, [this] {
        add(m_edits.back()->time().addSecs(6 * 3600));
        m_edits.back()->setFocus();
        Q_EMIT changed();
    });
    connect(m_fewer, &QToolButton::clicked, this, [this] {
        delete m_edits.back();
        m_edits.pop_back();
        arrange();
        Q_EMIT changed();
    });
    setTimes({});
}

void TimesEdit::add(QTime time)
{
    auto *edit = new QTimeEdit(time, this);
    edit->setDisplayFormat(u"HH:mm"_s);
    edit->setObjectName(m_name + u'.' + QString::number(m_edits.size() + 1));
    edit->setAccessibleName(tr("Time of day %1").arg(m_edits.size() + 1));
    connect(edit, &QTimeEdit::timeChanged, this, &TimesEdit::changed);
    m_row->insertWidget(int(m_edits.size()), edit);
    m_edits.push_back(edit);
    arrange();
}

void TimesEdit::arrange()
{
    m_more->setEnabled(m_edits.size() < kMost);
    m_fewer->setVisible(m_edits.size() > 1);
}

void TimesEdit::setTimes(const std::vector<QTime> &times)
{
    for (const QTimeEdit *edit : m_edits)
        delete edit;
    m_edits.clear();
    for (const QTime &time : times)
        add(time);
    if (times.empty())
        add(QTime(0, 0));
}

std::vector<QTime> TimesEdit::times() const
{
    std::vector<QTime> times;
    for (const QTimeEdit *edit : m_edits)
        times.push_back(edit->time());
    std::ranges::sort(times);
    const auto again = std::ranges::unique(times);
    times.erase(again.begin(), again.end());
    return times;
}

} // namespace cairn::gui

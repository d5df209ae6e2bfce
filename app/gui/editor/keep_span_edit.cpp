// SPDX-License-Identifier: MIT
#include "app/gui/editor/keep_span_edit.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QSpinBox>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

KeepSpanEdit::KeepSpanEdit(const QString &noneText, QWidget *parent)
    : QWidget(parent)
    , m_count(new QSpinBox(this))
    , m_unit(new QComboBox(this))
{
    m_count->setRange(1, 9999);
    m_unit->addItem(tr("hours"), QChar(u'h'));
    m_unit->addItem(tr("days"), QChar(u'D'));
    m_unit->addItem(tr("weeks"), QChar(u'W'));
    m_unit->addItem(tr("months"), QChar(u'M'));
    m_unit->addItem(tr("years"), QChar(u'Y'));
    if (!noneText.isEmpty())
        m_unit->addItem(noneText, QChar());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_count);
    row->addWidget(m_unit);
    setSpan(KeepSpan{});
    connect(m_count, &QSpinBox::valueChanged, this, &KeepSpanEdit::changed);
    connect(m_unit, &QComboBox::currentIndexChanged, this, [this] {
        arrange();
        Q_EMIT changed();
    });
}

void KeepSpanEdit::arrange()
{
    m_count->setVisible(!m_unit->currentData().toChar().isNull());
}

void KeepSpanEdit::setSpan(const std::optional<KeepSpan> &span)
{
    const QChar unit = span ? QChar::fromLatin1(span->unit) : QChar();
    m_unit->setCurrentIndex(std::max(0, m_unit->findData(unit)));
    if (span)
        m_count->setValue(span->count);
    arrange();
}

std::optional<KeepSpan> KeepSpanEdit::span() const
{
    const QChar unit = m_unit->currentData().toChar();
    if (unit.isNull())
        return std::nullopt;
    return KeepSpan{m_count->value(), unit.toLatin1()};
}

void KeepSpanEdit::setNames(const QString &objectName, const QString &accessibleName)
{
    m_count->setObjectName(objectName + u".count"_s);
    m_unit->setObjectName(objectName + u".unit"_s);
    m_count->setAccessibleName(accessibleName);
    m_unit->setAccessibleName(tr("%1, unit").arg(accessibleName));
}

} // namespace cairn::gui

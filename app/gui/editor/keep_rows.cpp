// SPDX-License-Identifier: MIT
#include "app/gui/editor/keep_rows.h"

#include "app/gui/editor/keep_span_edit.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/flow_layout.h"

#include <QBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

class KeepRows::Line final : public QWidget
{
public:
    explicit Line(QWidget *parent)
        : QWidget(parent)
        , age(new KeepSpanEdit(KeepRows::tr("however old"), this))
        , every(new KeepSpanEdit(KeepRows::tr("every version"), this))
        , remove(new QToolButton(this))
        , m_keep(textLabel(KeepRows::tr("keep one for each"), "body", this))
    {
        remove->setIcon(IconSet::icon(Icon::Close));
        remove->setProperty("role", u"quiet"_s);
        remove->setToolTip(KeepRows::tr("Remove this line"));
        // In two lines where they do not fit beside each other.
        auto *parts = new FlowLayout(8);
        parts->addWidget(pair(textLabel(KeepRows::tr("Up to"), "body", this), age));
        parts->addWidget(pair(m_keep, every));
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        row->addLayout(parts, 1);
        row->addWidget(remove, 0, Qt::AlignTop);
        connect(every, &KeepSpanEdit::changed, this, &Line::arrange);
    }
    void arrange()
    {
        m_keep->setText(every->span() ? KeepRows::tr("keep one for each") : KeepRows::tr("keep"));
    }
    KeepSpanEdit *age;
    KeepSpanEdit *every;
    QToolButton *remove;

private:
    QWidget *pair(QLabel *words, KeepSpanEdit *span)
    {
        auto *both = new QWidget(this);
        auto *row = new QHBoxLayout(both);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        row->addWidget(words);
        row->addWidget(span);
        return both;
    }

    QLabel *m_keep;
};

KeepRows::KeepRows(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    QPushButton *add = button(tr("Add a line"), "quiet", u"keep.addRow"_s, this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    m_column->addWidget(add, 0, Qt::AlignLeading);
    connect(add, &QPushButton::clicked, this, [this] {
        addLine({std::nullopt, KeepSpan{1, 'M'}})->age->setFocus();
        Q_EMIT changed();
    });
}

KeepRows::Line *KeepRows::addLine(const KeepRow &row)
{
    auto *line = new Line(this);
    line->age->setSpan(row.age);
    line->every->setSpan(row.every);
    line->arrange();
    m_column->insertWidget(m_column->count() - 1, line);
    m_lines.push_back(line);
    renumber();
    connect(line->age, &KeepSpanEdit::changed, this, &KeepRows::changed);
    connect(line->every, &KeepSpanEdit::changed, this, &KeepRows::changed);
    connect(line->remove, &QToolButton::clicked, this, [this, line] {
        std::erase(m_lines, line);
        line->hide();
        line->deleteLater();
        renumber();
        Q_EMIT changed();
    });
    return line;
}

void KeepRows::renumber()
{
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const QString number = QString::number(i + 1);
        Line *line = m_lines[i];
        line->age->setNames(u"keep.row%1.age"_s.arg(number), tr("Age in line %1").arg(number));
        line->every->setNames(u"keep.row%1.every"_s.arg(number),
                              tr("Distance in line %1").arg(number));
        line->remove->setAccessibleName(tr("Remove line %1").arg(number));
        line->remove->setEnabled(m_lines.size() > 1);
    }
}

void KeepRows::setRows(const std::vector<KeepRow> &rows)
{
    for (Line *line : std::exchange(m_lines, {}))
        delete line;
    for (const KeepRow &row : rows)
        addLine(row);
}

std::vector<KeepRow> KeepRows::rows() const
{
    std::vector<KeepRow> rows;
    for (const Line *line : m_lines)
        rows.push_back({line->age->span(), line->every->span()});
    return rows;
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "app/gui/editor/destination_section.h"

#include "app/gui/widgets/build.h"
#include "app/gui/wizards/where_page.h"

#include <QBoxLayout>

namespace cairn::gui {

DestinationSection::DestinationSection(EngineProxy &engine, const JobView &view, QWidget *parent)
    : EditorSection(parent)
    , m_where(new WherePage(engine, view, this))
{
    QLabel *rule = textLabel(
        tr("Another place must be empty or hold this very backup, moved there by hand. Nothing is "
           "copied from the old place to the new one."),
        "small", this);
    rule->setWordWrap(true);
    m_where->layout()->setContentsMargins(0, 0, 0, 0);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(m_where, 1);
    column->addWidget(rule);
    connect(m_where, &WherePage::completeChanged, this, &EditorSection::changed);
}

void DestinationSection::apply(JobConfig &job) const
{
    m_where->apply(job);
}

QString DestinationSection::problem() const
{
    return m_where->isComplete() ? QString() : m_where->hint();
}

} // namespace cairn::gui

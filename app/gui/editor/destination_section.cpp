// SPDX-License-Identifier: MIT
#include "app/gui/editor/destination_section.h"

#include "app/gui/widgets/build.h"
#include "app/gui/wizards/where_page.h"
#include "core/config/destination_place.h"

#include <QBoxLayout>
#include <QCheckBox>

namespace cairn::gui {

using namespace Qt::StringLiterals;

DestinationSection::DestinationSection(EngineProxy &engine, const JobView &view, QWidget *parent)
    : EditorSection(parent)
    , m_view(view)
    , m_where(new WherePage(engine, view, this))
    , m_moves(new QCheckBox(tr("Copy what is stored to the new place"), this))
    , m_rule(textLabel({}, "small", this))
{
    m_moves->setObjectName(u"destination.moves"_s);
    m_moves->setChecked(true);
    m_rule->setObjectName(u"destination.rule"_s);
    m_rule->setWordWrap(true);
    m_where->layout()->setContentsMargins(0, 0, 0, 0);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_where, 1);
    column->addSpacing(8);
    column->addWidget(m_moves);
    column->addWidget(m_rule);
    connect(m_where, &WherePage::completeChanged, this, &DestinationSection::judge);
    connect(m_moves, &QCheckBox::toggled, this, &DestinationSection::judge);
    judge();
}

void DestinationSection::judge()
{
    JobConfig job = m_view.job;
    m_where->apply(job);
    const bool isElsewhere = !isSamePlace(job, m_view.job);
    m_moves->setVisible(isElsewhere && m_view.stored.versions > 0);
    m_rule->setVisible(isElsewhere);
    m_rule->setText(
        movesStored()
            ? tr("Everything is copied and compared, then the backup goes on there. The copy at "
                 "the old place stays; delete it when you no longer want it.")
            : tr("The new place must be empty or hold this very backup, moved there by hand. In an "
                 "empty one the backup begins anew; its old versions stay at the old place."));
    Q_EMIT changed();
}

bool DestinationSection::movesStored() const
{
    return m_moves->isVisibleTo(this) && m_moves->isChecked();
}

// What is stored already takes none, unless it goes along to another place.
Room DestinationSection::room() const
{
    JobConfig job = m_view.job;
    m_where->apply(job);
    const StoredFacts &stored = m_view.stored;
    if (isSamePlace(job, m_view.job))
        return {m_where->freeBytes(), stored.bytes};
    return {m_where->freeBytes(), movesStored() ? stored.bytes - stored.remoteBytes : 0};
}

void DestinationSection::setWanted(qint64 bytes)
{
    m_where->setWanted(bytes, room().savedBytes);
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

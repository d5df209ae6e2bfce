// SPDX-License-Identifier: MIT
#include "app/gui/pages/search_pane.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/column_fit.h"
#include "app/gui/widgets/empty_place.h"
#include "app/gui/widgets/flow_layout.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTypingMs = 80;

} // namespace

SearchPane::SearchPane(EngineProxy &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_scopes(new QButtonGroup(this))
    , m_model(new SearchModel(engine, this))
    , m_view(new QTreeView(this))
    , m_content(new QStackedWidget(this))
    , m_nothing(new EmptyPlace(Icon::Search, u"search.further"_s, this))
    , m_state(textLabel({}, "small", this))
{
    build();
    m_wait.setSingleShot(true);
    m_wait.setInterval(kTypingMs);
    connect(&m_wait, &QTimer::timeout, this, &SearchPane::search);
    connect(m_scopes, &QButtonGroup::idClicked, this, &SearchPane::search);
    connect(m_nothing, &EmptyPlace::actionClicked, this, &SearchPane::lookFurther);
    connect(m_model, &SearchModel::answered, this, &SearchPane::showAnswer);
    connect(&m_engine, &EngineProxy::namesReady, this, [this] {
        if (!m_text.isEmpty())
            search();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &SearchPane::selectionChanged);
    connect(m_model, &QAbstractItemModel::modelReset, this, &SearchPane::selectionChanged);
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (const SearchHit *hit = m_model->hitAt(index.row()))
            Q_EMIT opened(*hit);
    });
}

void SearchPane::build()
{
    auto *chips = new FlowLayout(8);
    const auto add = [&](Scope scope, const QString &text, const char *name) {
        auto *chip = new QToolButton(this);
        chip->setText(text);
        chip->setCheckable(true);
        chip->setObjectName(QLatin1String(name));
        m_scopes->addButton(chip, int(scope));
        chips->addWidget(chip);
    };
    add(Scope::Folder, tr("This folder"), "search.folder");
    add(Scope::Version, tr("This version"), "search.version");
    add(Scope::Versions, tr("All versions"), "search.versions");
    add(Scope::Backups, tr("All backups"), "search.backups");
    auto *top = new QHBoxLayout;
    top->setContentsMargins(0, 0, 0, 0);
    top->setSpacing(8);
    top->addLayout(chips, 1);
    top->addWidget(m_state);
    m_scopes->setExclusive(true);
    setScope(Scope::Versions);
    m_view->setObjectName(u"search.results"_s);
    m_view->setAccessibleName(tr("Found files"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setTextElideMode(Qt::ElideMiddle);
    new ColumnFit(m_view, {SearchModel::Name, SearchModel::Where}, u"restore/found"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(top);
    m_content->addWidget(m_view);
    m_content->addWidget(m_nothing);
    column->addWidget(m_content, 1);
}

void SearchPane::selectFirst()
{
    m_wantsFirst = true;
    if (!m_wait.isActive() && !m_model->isAsking())
        takeFirst();
}

void SearchPane::takeFirst()
{
    if (!m_wantsFirst || m_model->rowCount() == 0)
        return;
    m_wantsFirst = false;
    m_view->setCurrentIndex(m_model->index(0, 0));
    m_view->setFocus(Qt::ShortcutFocusReason);
}

SearchPane::Scope SearchPane::scope() const
{
    return static_cast<Scope>(m_scopes->checkedId());
}

void SearchPane::setScope(Scope scope)
{
    m_scopes->button(int(scope))->setChecked(true);
}

void SearchPane::setPlace(const JobConfig &job, VersionId version, const std::string &folder)
{
    const bool isSame = job.id == m_job.id && version == m_version && folder == m_folder;
    m_job = job;
    m_version = version;
    m_folder = folder;
    if (!isSame && !m_text.isEmpty())
        m_wait.start();
}

void SearchPane::setText(const QString &text)
{
    if (text.trimmed() == m_text)
        return;
    m_text = text.trimmed();
    m_wantsFirst = false;
    if (m_text.isEmpty()) {
        m_wait.stop();
        m_model->clear();
        m_state->clear();
        m_content->setCurrentWidget(m_view);
    } else {
        m_wait.start();
    }
}

void SearchPane::search()
{
    if (m_text.isEmpty())
        return;
    SearchOrder order;
    order.text = m_text;
    order.version = m_version;
    order.folder = m_folder;
    order.scope = scope() == Scope::Folder    ? SearchScope::Folder
                  : scope() == Scope::Version ? SearchScope::Version
                                              : SearchScope::Versions;
    std::vector<JobConfig> jobs{m_job};
    if (scope() == Scope::Backups) {
        jobs.clear();
        for (const JobView &view : m_engine.state().jobs)
            jobs.push_back(view.job);
    }
    m_model->search(jobs, order);
}

void SearchPane::showAnswer(const SearchAnswer &answer)
{
    takeFirst();
    const int count = m_model->rowCount();
    const bool isOver = answer.failure.isEmpty() && !answer.isIncomplete && !answer.isPrefixOnly &&
                        !m_model->isAsking();
    m_content->setCurrentWidget(isOver && count == 0 ? static_cast<QWidget *>(m_nothing) : m_view);
    if (!answer.failure.isEmpty())
        m_state->setText(answer.failure);
    else if (answer.isIncomplete)
        m_state->setText(tr("Names are still being read…"));
    else if (answer.isPrefixOnly && count == 0)
        m_state->setText(tr("Type three letters to look everywhere"));
    else if (answer.isPrefixOnly)
        m_state->setText(tr("In the open folder. Three letters look everywhere."));
    else if (m_model->isAsking())
        m_state->setText(tr("Looking further… %n found so far", nullptr, count));
    else if (count == 0)
        showNothing();
    else
        m_state->setText(answer.next.empty() ? tr("%n found", nullptr, count)
                                             : tr("The first %n", nullptr, count));
}

void SearchPane::showNothing()
{
    m_state->clear();
    const bool isMore = m_engine.state().jobs.size() > 1;
    switch (scope()) {
    case Scope::Folder:
        return m_nothing->setText(tr("Nothing called “%1” in this folder.").arg(m_text), {},
                                  tr("Look in all versions"));
    case Scope::Version:
        return m_nothing->setText(tr("Nothing called “%1” in this version.").arg(m_text), {},
                                  tr("Look in all versions"));
    case Scope::Versions:
        return m_nothing->setText(tr("Nothing called “%1” in this backup.").arg(m_text), {},
                                  isMore ? tr("Look in all backups") : QString());
    case Scope::Backups:
        return m_nothing->setText(tr("Nothing called “%1” in any backup.").arg(m_text),
                                  tr("Part of the name is enough."));
    }
}

void SearchPane::lookFurther()
{
    setScope(scope() == Scope::Versions ? Scope::Backups : Scope::Versions);
    search();
}

const SearchHit *SearchPane::current() const
{
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? m_model->hitAt(index.row()) : nullptr;
}

std::vector<SearchHit> SearchPane::selected() const
{
    std::vector<SearchHit> hits;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        if (const SearchHit *hit = m_model->hitAt(index.row()))
            hits.push_back(*hit);
    return hits;
}

} // namespace cairn::gui

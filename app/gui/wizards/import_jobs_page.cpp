// SPDX-License-Identifier: MIT
#include "app/gui/wizards/import_jobs_page.h"

#include "app/gui/import_words.h"
#include "app/gui/schedule_text.h"
#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

QTreeWidgetItem *addLine(QTreeWidgetItem *parent, Icon icon, IconTone tone, const QString &text)
{
    auto *line = new QTreeWidgetItem(parent, {text});
    line->setIcon(0, IconSet::icon(icon, tone));
    line->setToolTip(0, text);
    line->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return line;
}

QString noteText(const ImportNote &note)
{
    const QString what = isolated(importWords(note.what));
    const QString why = importWords(note.why);
    switch (note.kind) {
    case ImportNote::Kind::LeftOut:
        return ImportJobsPage::tr("Not taken over: %1. %2").arg(what, why);
    case ImportNote::Kind::NoEffect:
        return ImportJobsPage::tr("Kept, but idle: %1. %2").arg(what, why);
    case ImportNote::Kind::Remark:
        break;
    }
    return ImportJobsPage::tr("%1: %2", "what an import says about a part of a backup")
        .arg(what, why);
}

} // namespace

ImportJobsPage::ImportJobsPage(QWidget *parent)
    : QWizardPage(parent)
    , m_tree(new QTreeWidget(this))
    , m_fields(new QWidget(this))
    , m_form(new QFormLayout(m_fields))
    , m_hint(textLabel({}, "body", this))
{
    setTitle(tr("What is to be taken over?"));
    QLabel *afterwards =
        textLabel(tr("Switch these off in Duplicati afterwards, so that only one program runs "
                     "them. What is stored already is not uploaded again."),
                  "body", this);
    afterwards->setWordWrap(true);
    m_tree->setObjectName(u"import.jobs"_s);
    m_tree->setAccessibleName(tr("Backups to take over"));
    m_tree->setHeaderHidden(true);
    m_tree->setColumnCount(1);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_hint->setObjectName(u"import.problem"_s);
    m_hint->setWordWrap(true);
    m_hint->hide();
    m_form->setContentsMargins(0, 0, 0, 0);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addWidget(afterwards);
    column->addWidget(m_tree, 1);
    column->addWidget(m_fields);
    column->addWidget(m_hint);
    connect(m_tree, &QTreeWidget::itemChanged, this, &ImportJobsPage::completeChanged);
}

void ImportJobsPage::setJobs(const std::vector<ImportedJob> &jobs)
{
    m_all = jobs;
    m_items.clear();
    m_scripts.clear();
    m_passphrases.clear();
    m_tree->clear();
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    for (const ImportedJob &job : m_all)
        addJob(job);
    for (std::size_t i = 0; i < m_all.size(); ++i)
        addPassphrase(i);
    m_fields->setVisible(m_form->rowCount() > 0);
    m_hint->hide();
    m_tree->setCurrentItem(m_items.empty() ? nullptr : m_items.front());
    Q_EMIT completeChanged();
}

void ImportJobsPage::addJob(const ImportedJob &job)
{
    const bool isPossible = job.obstacle.isEmpty();
    auto *item = new QTreeWidgetItem(m_tree, {job.job.name});
    item->setFlags(isPossible ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                              : Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    if (isPossible)
        item->setCheckState(0, Qt::Checked);
    else
        item->setIcon(0, IconSet::icon(Icon::Close, IconTone::Muted));
    if (!isPossible)
        addLine(item, Icon::Error, IconTone::Fail,
                tr("Not possible: %1").arg(importWords(job.obstacle)));
    addLine(item, Icon::Server, IconTone::Muted,
            tr("Goes to %1").arg(isolated(destinationText(job.job))));
    QStringList sources;
    for (const FilePath &source : job.job.sources)
        sources << isolated(source.display());
    addLine(item, Icon::Folder, IconTone::Muted, tr("Saves %1").arg(sources.join(u", "_s)));
    addLine(item, Icon::Clock, IconTone::Muted, scheduleSentence(job.job.schedule));
    for (const ImportNote &note : job.notes) {
        const bool isLoss = note.kind == ImportNote::Kind::LeftOut;
        addLine(item, isLoss ? Icon::Warning : Icon::Info,
                isLoss ? IconTone::Warn : IconTone::Muted, noteText(note));
    }
    QTreeWidgetItem *ticks = nullptr;
    if (!job.scripts.empty()) {
        ticks = addLine(item, Icon::Warning, IconTone::Warn,
                        tr("Take over these too. Only if you know what they do:"));
        ticks->setFlags(ticks->flags() | Qt::ItemIsUserCheckable);
        ticks->setCheckState(0, Qt::Unchecked);
        for (const auto &[name, value] : job.scripts)
            addLine(ticks, Icon::File, IconTone::Muted,
                    u"--"_s % QString::fromStdString(name) % u'=' % displayText(value));
        ticks->setExpanded(true);
    }
    item->setExpanded(isPossible || m_all.size() == 1);
    m_items.push_back(item);
    m_scripts.push_back(ticks);
}

void ImportJobsPage::addPassphrase(std::size_t index)
{
    const ImportedJob &job = m_all[index];
    if (!job.obstacle.isEmpty() || !job.lacksPassphrase()) {
        m_passphrases.push_back(nullptr);
        return;
    }
    const QString label = tr("Passphrase of “%1”").arg(job.job.name);
    auto *field = secretEdit(u"import.passphrase.%1"_s.arg(index), label, m_fields);
    m_form->addRow(label, field);
    m_passphrases.push_back(field);
}

bool ImportJobsPage::isComplete() const
{
    return std::ranges::any_of(
        m_items, [](const QTreeWidgetItem *item) { return item->checkState(0) == Qt::Checked; });
}

std::vector<ImportedJob> ImportJobsPage::chosen() const
{
    std::vector<ImportedJob> jobs;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (m_items[i]->checkState(0) != Qt::Checked)
            continue;
        ImportedJob job = m_all[i];
        if (m_scripts[i] && m_scripts[i]->checkState(0) == Qt::Checked)
            allowScripts(job);
        if (m_passphrases[i] && !m_passphrases[i]->text().isEmpty())
            job.secrets["passphrase"] = Secret(m_passphrases[i]->text().toStdString());
        jobs.push_back(std::move(job));
    }
    return jobs;
}

void ImportJobsPage::showProblem(const QString &text)
{
    m_hint->setText(text);
    m_hint->setVisible(!text.isEmpty());
}

} // namespace cairn::gui

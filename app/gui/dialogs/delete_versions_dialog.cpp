// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/delete_versions_dialog.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/column_fit.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QLocale>
#include <QTreeWidget>

#include <chrono>
#include <utility>

namespace cairn::gui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

enum Column { When, Files, Changes, Note };
constexpr auto kChoosing = 300ms;
constexpr int kMoment = Qt::UserRole;

} // namespace

DeleteVersionsDialog::DeleteVersionsDialog(EngineProxy &engine, const JobConfig &job,
                                           QWidget *parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_job(job)
    , m_versions(engine.askVersions(job))
    , m_list(new QTreeWidget(this))
    , m_said(textLabel(tr("Reading the versions…"), "body", this))
    , m_go(button(tr("Delete versions"), "danger", u"deleteVersions.go"_s, this))
{
    setObjectName(u"deleteVersionsDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Delete versions"));
    resize(680, 480);
    build();
    m_wait.setSingleShot(true);
    m_wait.setInterval(kChoosing);
    connect(&m_wait, &QTimer::timeout, this,
            [this] { m_freed = m_engine.askFreed(m_job, moments()); });
    connect(&m_engine, &EngineProxy::versionsReady, this,
            [this](RequestId id, const CatalogVersions &answer) {
                if (id == m_versions)
                    show(answer);
            });
    connect(&m_engine, &EngineProxy::freedReady, this, [this](RequestId id, qint64 bytes) {
        if (id != m_freed)
            return;
        m_freed = 0;
        m_freedBytes = bytes;
        tell();
    });
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &DeleteVersionsDialog::changed);
    connect(m_go, &QPushButton::clicked, this, &QDialog::accept);
    m_go->setEnabled(false);
}

void DeleteVersionsDialog::build()
{
    m_list->setObjectName(u"deleteVersions.list"_s);
    m_list->setAccessibleName(tr("Versions"));
    m_list->setHeaderLabels({tr("When"), tr("Files"), tr("Changed files"), tr("Note")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    new ColumnFit(m_list, {When}, u"versions/delete"_s);
    m_said->setObjectName(u"deleteVersions.said"_s);
    m_said->setWordWrap(true);
    m_said->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_said->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    auto *title = textLabel(tr("Delete versions of “%1”").arg(m_job.name), "title", this);
    title->setWordWrap(true);
    QLabel *what = textLabel(tr("Select what is not needed any more; with Shift or Ctrl more than "
                                "one. Other versions keep all of their files."),
                             "body", this);
    what->setWordWrap(true);
    QPushButton *cancel = button(tr("Cancel"), "", u"deleteVersions.cancel"_s, this);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    cancel->setDefault(true);
    m_go->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_go);
    buttons->addStretch();
    buttons->addWidget(cancel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(16);
    column->addWidget(title);
    column->addWidget(what);
    column->addWidget(m_list, 1);
    column->addWidget(m_said);
    column->addLayout(buttons);
}

void DeleteVersionsDialog::show(const CatalogVersions &answer)
{
    m_list->clear();
    m_failure = answer.failure;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    bool hasComplete = false;
    for (std::size_t i = 0; i < answer.versions.size(); ++i) {
        const CatalogVersion &version = answer.versions[i];
        QString note;
        const bool stays = !version.partial && !std::exchange(hasComplete, true);
        if (version.partial)
            note = tr("incomplete");
        else if (stays)
            note = tr("newest complete version: stays");
        QString changes;
        if (i < answer.changes.size()) {
            const VersionChanges &against = answer.changes[i];
            changes = QLocale().toString(against.added + against.changed + against.deleted);
        }
        auto *item =
            new QTreeWidgetItem(m_list, {momentText(version.time, now),
                                         QLocale().toString(version.files), changes, note});
        item->setData(When, kMoment, qint64(version.time));
        for (const int column : {Files, Changes})
            item->setTextAlignment(column, Qt::AlignTrailing | Qt::AlignVCenter);
        if (stays)
            item->setFlags(item->flags() & ~Qt::ItemIsSelectable & ~Qt::ItemIsEnabled);
    }
    changed();
    m_list->setFocus();
}

std::vector<qint64> DeleteVersionsDialog::moments() const
{
    std::vector<qint64> chosen;
    for (const QTreeWidgetItem *item : m_list->selectedItems())
        chosen.push_back(item->data(When, kMoment).toLongLong());
    return chosen;
}

void DeleteVersionsDialog::changed()
{
    m_freed = 0;
    m_freedBytes = -1;
    const int count = int(m_list->selectedItems().size());
    m_go->setEnabled(count > 0);
    m_go->setText(count > 0 ? tr("Delete %n version(s)", nullptr, count) : tr("Delete versions"));
    if (count > 0)
        m_wait.start();
    else
        m_wait.stop();
    tell();
}

void DeleteVersionsDialog::tell()
{
    const int count = int(m_list->selectedItems().size());
    const int all = m_list->topLevelItemCount();
    if (!m_failure.isEmpty())
        return m_said->setText(m_failure);
    if (all == 0)
        return m_said->setText(tr("There are no versions yet."));
    if (count == 0)
        return m_said->setText(tr("%n version(s). Nothing is selected.", nullptr, all));
    const QString lost =
        tr("%n version(s) will be gone for good, together with what no other version holds.",
           nullptr, count);
    m_said->setText(
        m_wait.isActive() || m_freed != 0 ? lost % u' ' % tr("Counting how much that is…")
        : m_freedBytes >= 0 ? lost % u' ' % tr("That is about %1.").arg(sizeText(m_freedBytes))
                            : lost);
}

} // namespace cairn::gui

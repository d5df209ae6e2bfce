// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/restore_dialog.h"

#include "app/gui/desktop_open.h"
#include "app/gui/dialogs/restore_end_pane.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/column_fit.h"
#include "app/gui/widgets/elided_label.h"
#include "app/gui/widgets/parts_label.h"
#include "app/gui/widgets/restore_strip.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDateTime>
#include <QDir>
#include <QGroupBox>
#include <QLineEdit>
#include <QRadioButton>
#include <QStackedWidget>
#include <QTreeWidget>

#include <algorithm>
#include <climits>
#include <utility>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kGroupTop = 4;
constexpr int kPlanAfterMs = 250;

QString kindText(RestorePlan::Entry::Kind kind, RestoreOrder::Existing existing)
{
    switch (kind) {
    case RestorePlan::Entry::Kind::New:
        return RestoreDialog::tr("new");
    case RestorePlan::Entry::Kind::Same:
        return RestoreDialog::tr("is there already");
    case RestorePlan::Entry::Kind::Differs:
        break;
    case RestorePlan::Entry::Kind::Refused:
        return RestoreDialog::tr("cannot be restored there");
    }
    switch (existing) {
    case RestoreOrder::Existing::Replace:
        return RestoreDialog::tr("replaces what is there");
    case RestoreOrder::Existing::OnlyMissing:
        return RestoreDialog::tr("left alone: another one is there");
    case RestoreOrder::Existing::KeepBoth:
        break;
    }
    return RestoreDialog::tr("beside the one that is there");
}

// The folder that has all that was restored; empty: several computers' ways led there.
FilePath placeOf(const RestoreOrder &order)
{
    if (!order.target.empty() || !order.moved.empty())
        return order.target;
    std::optional<std::string> common;
    for (const RestorePart &part : order.parts)
        for (const std::string &path : part.paths) {
            const std::string folder = FilePath(path).parent().bytes() + '/';
            if (!common)
                common = folder;
            common->erase(std::ranges::mismatch(*common, folder).in1, common->end());
            common->erase(common->rfind('/') + 1);
        }
    return common ? FilePath(*common) : FilePath();
}

QString planText(const RestorePlan &plan)
{
    QStringList parts;
    const auto add = [&parts](qint64 count, const QString &text) {
        if (count > 0)
            parts << text;
    };
    const auto n = [](qint64 count) { return int(std::min<qint64>(count, INT_MAX)); };
    add(plan.newFiles, RestoreDialog::tr("%n new file(s)", nullptr, n(plan.newFiles)));
    add(plan.differingFiles,
        RestoreDialog::tr("%n file(s) already there, different", nullptr, n(plan.differingFiles)));
    add(plan.sameFiles,
        RestoreDialog::tr("%n file(s) already there, alike", nullptr, n(plan.sameFiles)));
    add(plan.refusedFiles,
        RestoreDialog::tr("%n file(s) without a place there", nullptr, n(plan.refusedFiles)));
    return parts.isEmpty() ? RestoreDialog::tr("No file would be written.")
                           : parts.join(u"; "_s) % u'.';
}

} // namespace

RestoreDialog::RestoreDialog(EngineProxy &engine, RestoreOrder order, const QString &title,
                             bool elsewhere, QWidget *parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_order(std::move(order))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(u"restoreDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Restore"));
    m_pages->addWidget(buildQuestion(title));
    m_pages->addWidget(buildProgress());
    m_pages->addWidget(buildResult());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->addWidget(m_pages);
    resize(680, 520);
    (elsewhere ? m_elsewhere : m_original)->setChecked(true);
    connect(&m_engine, &EngineProxy::restoreProgress, this, &RestoreDialog::progressed);
    connect(&m_engine, &EngineProxy::restoreEnded, this, &RestoreDialog::ended);
    connect(&m_engine, &EngineProxy::undone, this, &RestoreDialog::undone);
    connect(&m_engine, &EngineProxy::planReady, this,
            [this](RequestId id, const RestorePlan &plan) {
                if (id == m_asked)
                    showPlan(plan);
            });
    m_wait.setSingleShot(true);
    m_wait.setInterval(kPlanAfterMs);
    connect(&m_wait, &QTimer::timeout, this, &RestoreDialog::askPlan);
    check();
}

QWidget *RestoreDialog::buildPlaces(QWidget *page)
{
    auto *where = new QGroupBox(tr("To"), page);
    where->setObjectName(u"restoreDialog.where"_s);
    m_original = new QRadioButton(tr("Where they were"), where);
    m_elsewhere = new QRadioButton(tr("Another folder"), where);
    m_folder = new QLineEdit(where);
    m_folder->setObjectName(u"restoreDialog.folder"_s);
    m_folder->setAccessibleName(tr("Folder to restore to"));
    const qint64 time = m_order.parts.empty() ? 0 : m_order.parts.front().versionTime;
    m_folder->setText(QDir::home().filePath(
        tr("Restored") % u'/' % QDateTime::fromSecsSinceEpoch(time).date().toString(Qt::ISODate)));
    QPushButton *browse = button(tr("Browse…"), "", u"restoreDialog.browse"_s, where);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(26, 0, 0, 0);
    line->addWidget(m_folder, 1);
    line->addWidget(browse);
    auto *places = new QVBoxLayout(where);
    places->setContentsMargins(0, kGroupTop, 0, 0);
    places->addWidget(m_original);
    for (const MovedFolder &moved : m_order.moved)
        places->addLayout(buildMoved(moved, where));
    places->addWidget(m_elsewhere);
    places->addLayout(line);
    connect(m_original, &QRadioButton::toggled, this, &RestoreDialog::check);
    connect(m_folder, &QLineEdit::textChanged, this, &RestoreDialog::check);
    connect(browse, &QPushButton::clicked, this, [this] {
        chooseFolder(this, tr("Choose a folder to restore to"), [this](const QString &path) {
            m_elsewhere->setChecked(true);
            m_folder->setText(path);
        });
    });
    return where;
}

// A home folder of another computer, and where it goes here.
QLayout *RestoreDialog::buildMoved(const MovedFolder &moved, QWidget *where)
{
    auto *edit = new QLineEdit(moved.to.display(), where);
    auto *name =
        new QLabel(tr("What was in %1 goes to").arg(isolated(displayText(moved.from))), where);
    name->setBuddy(edit);
    edit->setAccessibleName(name->text());
    m_moved.push_back(edit);
    connect(edit, &QLineEdit::textChanged, this, &RestoreDialog::check);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(26, 0, 0, 0);
    line->addWidget(name);
    line->addWidget(edit, 1);
    return line;
}

QWidget *RestoreDialog::buildManners(QWidget *page)
{
    auto *conflict = new QGroupBox(tr("If a file is already there"), page);
    conflict->setObjectName(u"restoreDialog.conflict"_s);
    m_keepBoth =
        new QRadioButton(tr("Keep both: the restored one gets its date in its name"), conflict);
    m_replace = new QRadioButton(tr("Replace it: the present file is kept for %n day(s), in case "
                                    "you undo this",
                                    nullptr, int(UndoRecords::kKept.count())),
                                 conflict);
    m_onlyMissing = new QRadioButton(tr("Only restore what is missing"), conflict);
    m_keepBoth->setChecked(true);
    auto *manners = new QVBoxLayout(conflict);
    manners->setContentsMargins(0, kGroupTop, 0, 0);
    for (QRadioButton *choice : {m_keepBoth, m_replace, m_onlyMissing}) {
        manners->addWidget(choice);
        connect(choice, &QRadioButton::toggled, this, &RestoreDialog::check);
    }
    return conflict;
}

QWidget *RestoreDialog::buildPlan(QWidget *page)
{
    auto *plan = new QWidget(page);
    m_dates = new QCheckBox(tr("Dates"), plan);
    m_dates->setObjectName(u"restoreDialog.dates"_s);
    m_dates->setChecked(true);
    m_permissions = new QCheckBox(tr("Owner and permissions"), plan);
    m_permissions->setObjectName(u"restoreDialog.permissions"_s);
    m_space = textLabel({}, "small", plan);
    m_space->setObjectName(u"restoreDialog.space"_s);
    m_planLine = textLabel({}, "body", plan);
    m_planLine->setObjectName(u"restoreDialog.plan"_s);
    m_planLine->setWordWrap(true);
    m_list = button(tr("Show list"), "quiet", u"restoreDialog.list"_s, plan);
    connect(m_list, &QPushButton::clicked, this, &RestoreDialog::showList);
    connect(m_dates, &QCheckBox::toggled, m_permissions, [this](bool on) {
        m_permissions->setEnabled(on); // they are stored and restored together
        if (!on)
            m_permissions->setChecked(false);
    });
    auto *boxes = new QHBoxLayout;
    boxes->setContentsMargins(0, 0, 0, 0);
    boxes->setSpacing(24);
    boxes->addWidget(m_dates);
    boxes->addWidget(m_permissions);
    boxes->addStretch();
    boxes->addWidget(m_space);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_planLine, 1);
    line->addWidget(m_list);
    auto *column = new QVBoxLayout(plan);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(boxes);
    column->addLayout(line);
    return plan;
}

QWidget *RestoreDialog::buildQuestion(const QString &title)
{
    auto *page = new QWidget(this);
    QLabel *heading = textLabel(title, "title", page);
    heading->setWordWrap(true);
    QPushButton *cancel = button(tr("Cancel"), "", u"restoreDialog.cancel"_s, page);
    m_go = button(tr("Restore"), "primary", u"restoreDialog.go"_s, page);
    m_go->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_go);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(heading);
    column->addWidget(buildPlaces(page));
    column->addWidget(buildManners(page));
    column->addWidget(buildPlan(page));
    column->addStretch();
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &RestoreDialog::reject);
    connect(m_go, &QPushButton::clicked, this, &RestoreDialog::go);
    return page;
}

QWidget *RestoreDialog::buildProgress()
{
    auto *page = new QWidget(this);
    m_bar = new ProgressStrip(page);
    m_bar->setObjectName(u"restoreDialog.progress"_s);
    m_bar->setAccessibleName(tr("Progress of the restore"));
    m_bar->setUnknown();
    m_state = new PartsLabel(page);
    m_state->setObjectName(u"restoreDialog.left"_s);
    m_current = new ElidedLabel(page);
    m_current->setProperty("textRole", u"small"_s);
    m_current->setLeftToRight(true);
    QPushButton *hide = button(tr("Hide"), "", u"restoreDialog.hide"_s, page);
    hide->setAccessibleName(tr("Hide this window; the restore goes on"));
    hide->setToolTip(tr("The restore goes on, and is shown at the foot of the window."));
    connect(hide, &QPushButton::clicked, this, &QWidget::hide);
    m_stop = button(tr("Stop"), "", u"restoreDialog.stop"_s, page);
    connect(m_stop, &QPushButton::clicked, this, &RestoreDialog::stop);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(hide);
    buttons->addWidget(m_stop);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(textLabel(tr("Restoring…"), "title", page));
    column->addStretch();
    column->addWidget(m_state);
    column->addWidget(m_bar);
    column->addWidget(m_current);
    column->addStretch();
    column->addLayout(buttons);
    return page;
}

void RestoreDialog::stop()
{
    m_stop->setEnabled(false);
    m_stop->setText(tr("Stopping…"));
    m_engine.stopRestore();
}

QWidget *RestoreDialog::buildResult()
{
    m_result = new RestoreEndPane(this);
    connect(m_result, &RestoreEndPane::againClicked, this, [this] {
        m_pages->setCurrentIndex(0);
        check();
    });
    connect(m_result, &RestoreEndPane::undoClicked, this, [this] { m_engine.undo(m_end.undo); });
    connect(m_result, &RestoreEndPane::openClicked, this,
            [this] { openOnDesktop(placeOf(m_order)); });
    connect(m_result, &RestoreEndPane::closeClicked, this, &QDialog::accept);
    return m_result;
}

// What is chosen goes into the order; what it would do is looked at anew.
void RestoreDialog::check()
{
    const bool isElsewhere = m_elsewhere->isChecked();
    m_folder->setEnabled(isElsewhere);
    m_order.target = isElsewhere ? FilePath::fromText(m_folder->text()) : FilePath();
    m_order.existing = m_replace->isChecked()       ? RestoreOrder::Existing::Replace
                       : m_onlyMissing->isChecked() ? RestoreOrder::Existing::OnlyMissing
                                                    : RestoreOrder::Existing::KeepBoth;
    bool areMovedWhole = true;
    for (std::size_t i = 0; i < m_moved.size(); ++i) {
        m_moved[i]->setEnabled(!isElsewhere);
        m_order.moved[i].to = FilePath::fromText(m_moved[i]->text());
        areMovedWhole = areMovedWhole && m_moved[i]->text().startsWith(u'/');
    }
    m_asked = 0;
    m_go->setEnabled(false);
    m_list->setVisible(false);
    m_space->clear();
    if (isElsewhere ? !m_folder->text().startsWith(u'/') : !areMovedWhole) {
        m_wait.stop();
        m_planLine->setText(tr("Choose a folder: its whole path begins with a slash."));
        return;
    }
    m_planLine->setText(tr("Looking at what is there…"));
    m_wait.start();
}

void RestoreDialog::askPlan()
{
    m_asked = m_engine.askPlan(m_order);
}

void RestoreDialog::showPlan(const RestorePlan &plan)
{
    m_plan = plan;
    if (!plan.failure.isEmpty()) {
        m_planLine->setText(plan.failure);
        return;
    }
    const bool hasRoom = plan.freeBytes < 0 || plan.freeBytes >= plan.bytes;
    QString text = planText(plan);
    if (!plan.mayWrite)
        text += u' ' % tr("This program may not write there.");
    else if (!hasRoom)
        text += u' ' % tr("There is not enough room: %1 are needed.").arg(sizeText(plan.bytes));
    else if (m_engine.isRestoring())
        text += u' ' % tr("Another restore goes on: this one can begin when that has ended.");
    else if (!plan.canUndo)
        text += u' ' % (m_replace->isChecked() && plan.differingFiles > 0
                            ? tr("Replaced files cannot be undone here.")
                            : tr("This restore cannot be undone."));
    m_planLine->setText(text);
    if (plan.freeBytes >= 0)
        m_space->setText((plan.mayWrite ? tr("%1 free · can write there") : tr("%1 free there"))
                             .arg(sizeText(plan.freeBytes)));
    m_list->setVisible(!plan.entries.empty());
    m_go->setEnabled(plan.mayWrite && hasRoom && !m_engine.isRestoring());
    if (!std::exchange(m_wasReady, true)) // later somebody may be typing, or choosing by arrows
        m_go->setFocus();
}

void RestoreDialog::showList()
{
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("What would be restored"));
    auto *list = new QTreeWidget(dialog);
    list->setAccessibleName(tr("Files"));
    list->setHeaderLabels({tr("File"), tr("Size"), tr("What happens")});
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setTextElideMode(Qt::ElideMiddle);
    new ColumnFit(list, {0}, u"restore/plan"_s);
    for (const RestorePlan::Entry &entry : m_plan.entries) {
        auto *item = new QTreeWidgetItem(
            list, {entry.place, sizeText(entry.size), kindText(entry.kind, m_order.existing)});
        item->setToolTip(0, entry.place);
        item->setTextAlignment(1, Qt::AlignTrailing | Qt::AlignVCenter);
    }
    const qint64 all =
        m_plan.newFiles + m_plan.sameFiles + m_plan.differingFiles + m_plan.refusedFiles;
    const auto shown = qint64(m_plan.entries.size());
    QLabel *more = textLabel(
        tr("Not listed: %n more file(s)", nullptr, int(std::min<qint64>(all - shown, INT_MAX))),
        "small", dialog);
    more->setVisible(all > shown);
    QPushButton *close = button(tr("Close"), "primary", u"restoreDialog.listClose"_s, dialog);
    connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(more);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(24, 24, 24, 24);
    column->addWidget(list);
    column->addLayout(buttons);
    dialog->resize(760, 480);
    dialog->open();
}

void RestoreDialog::go()
{
    if (m_engine.isRestoring()) // begun since the plan was made
        return check();
    m_order.dates = m_dates->isChecked();
    m_order.permissions = m_permissions->isChecked();
    m_isRunning = true;
    m_stop->setEnabled(true);
    m_stop->setText(tr("Stop"));
    m_bar->setUnknown();
    m_state->setText(restoreText({}));
    m_current->clear();
    m_pages->setCurrentIndex(1);
    m_engine.restore(m_order);
}

void RestoreDialog::undone(const QString &text, bool isWhole)
{
    if (m_pages->currentIndex() == 2)
        m_result->showUndone(text, isWhole);
}

void RestoreDialog::progressed(const RestoreProgress &progress)
{
    if (!m_isRunning)
        return;
    showShare(m_bar, shareOf(progress));
    m_state->setText(restoreText(progress));
    m_current->setText(progress.current);
}

void RestoreDialog::ended(const RestoreEnd &end)
{
    if (!m_isRunning) {
        if (m_pages->currentIndex() == 0)
            check(); // now it may be begun
        return;
    }
    m_isRunning = false;
    m_end = end;
    m_pages->setCurrentIndex(2);
    m_result->showEnd(end, !placeOf(m_order).empty());
    if (!isVisible())
        open(); // what came of it is not for a strip
}

void RestoreDialog::reject()
{
    if (m_isRunning)
        return hide(); // it goes on
    m_engine.stopLooking();
    QDialog::reject();
}

} // namespace cairn::gui

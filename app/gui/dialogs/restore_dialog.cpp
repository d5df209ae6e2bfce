// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/restore_dialog.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/elided_label.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QDateTime>
#include <QDesktopServices>
#include <QDir>
#include <QGroupBox>
#include <QLineEdit>
#include <QRadioButton>
#include <QStackedWidget>
#include <QUrl>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kGroupTop = 4;

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
    resize(640, 420);
    (elsewhere ? m_elsewhere : m_original)->setChecked(true);
    connect(&m_engine, &EngineProxy::restoreProgress, this, &RestoreDialog::progressed);
    connect(&m_engine, &EngineProxy::restoreEnded, this, &RestoreDialog::ended);
    check();
}

QWidget *RestoreDialog::buildQuestion(const QString &title)
{
    auto *page = new QWidget(this);
    QLabel *heading = textLabel(title, "title", page);
    heading->setWordWrap(true);
    auto *where = new QGroupBox(tr("To"), page);
    where->setObjectName(u"restoreDialog.where"_s);
    m_original = new QRadioButton(tr("Where they were"), where);
    m_elsewhere = new QRadioButton(tr("Another folder"), where);
    m_folder = new QLineEdit(where);
    m_folder->setObjectName(u"restoreDialog.folder"_s);
    m_folder->setAccessibleName(tr("Folder to restore to"));
    m_folder->setText(QDir::home().filePath(
        tr("Restored") % u'/' %
        QDateTime::fromSecsSinceEpoch(m_order.versionTime).date().toString(Qt::ISODate)));
    QPushButton *browse = button(tr("Browse…"), "", u"restoreDialog.browse"_s, where);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(26, 0, 0, 0);
    line->addWidget(m_folder, 1);
    line->addWidget(browse);
    auto *places = new QVBoxLayout(where);
    places->setContentsMargins(0, kGroupTop, 0, 0);
    places->addWidget(m_original);
    places->addWidget(m_elsewhere);
    places->addLayout(line);
    auto *conflict = new QGroupBox(tr("If a file is already there"), page);
    conflict->setObjectName(u"restoreDialog.conflict"_s);
    m_keepBoth =
        new QRadioButton(tr("Keep both: the restored one gets its date in its name"), conflict);
    m_replace = new QRadioButton(tr("Replace it"), conflict);
    m_onlyMissing = new QRadioButton(tr("Only restore what is missing"), conflict);
    m_keepBoth->setChecked(true);
    auto *manners = new QVBoxLayout(conflict);
    manners->setContentsMargins(0, kGroupTop, 0, 0);
    for (QRadioButton *choice : {m_keepBoth, m_replace, m_onlyMissing})
        manners->addWidget(choice);
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
    column->addWidget(where);
    column->addWidget(conflict);
    column->addStretch();
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &RestoreDialog::reject);
    connect(m_go, &QPushButton::clicked, this, &RestoreDialog::go);
    connect(m_original, &QRadioButton::toggled, this, &RestoreDialog::check);
    connect(m_folder, &QLineEdit::textChanged, this, &RestoreDialog::check);
    connect(browse, &QPushButton::clicked, this, [this] {
        chooseFolder(this, tr("Choose a folder to restore to"), [this](const QString &path) {
            m_elsewhere->setChecked(true);
            m_folder->setText(path);
        });
    });
    return page;
}

QWidget *RestoreDialog::buildProgress()
{
    auto *page = new QWidget(this);
    m_bar = new ProgressStrip(page);
    m_bar->setObjectName(u"restoreDialog.progress"_s);
    m_bar->setAccessibleName(tr("Progress of the restore"));
    m_bar->setUnknown();
    m_state = new ElidedLabel(page);
    m_state->setLeftToRight(true);
    QPushButton *stop = button(tr("Stop"), "", u"restoreDialog.stop"_s, page);
    connect(stop, &QPushButton::clicked, this, [this, stop] {
        stop->setEnabled(false);
        stop->setText(tr("Stopping…"));
        m_engine.stopRestore();
    });
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(stop);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(textLabel(tr("Restoring…"), "title", page));
    column->addStretch();
    column->addWidget(m_bar);
    column->addWidget(m_state);
    column->addStretch();
    column->addLayout(buttons);
    return page;
}

QWidget *RestoreDialog::buildResult()
{
    auto *page = new QWidget(this);
    m_title = textLabel({}, "title", page);
    m_title->setWordWrap(true);
    m_text = textLabel({}, "body", page);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_open = button(tr("Open folder"), "", u"restoreDialog.open"_s, page);
    QPushButton *close = button(tr("Close"), "primary", u"restoreDialog.close"_s, page);
    connect(m_open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_order.target.display())); });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_open);
    buttons->addWidget(close);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(scrolling(m_text, page), 1);
    column->addLayout(buttons);
    return page;
}

void RestoreDialog::check()
{
    const bool isElsewhere = m_elsewhere->isChecked();
    m_folder->setEnabled(isElsewhere);
    m_go->setEnabled(!isElsewhere || m_folder->text().startsWith(u'/'));
}

void RestoreDialog::go()
{
    m_order.target = m_elsewhere->isChecked() ? FilePath::fromText(m_folder->text()) : FilePath();
    m_order.existing = m_replace->isChecked()       ? RestoreOrder::Existing::Replace
                       : m_onlyMissing->isChecked() ? RestoreOrder::Existing::OnlyMissing
                                                    : RestoreOrder::Existing::KeepBoth;
    m_isRunning = true;
    m_pages->setCurrentIndex(1);
    m_engine.restore(m_order);
}

void RestoreDialog::progressed(const RestoreProgress &progress)
{
    if (progress.bytesTotal > 0)
        m_bar->setShare(double(progress.bytesDone) / double(progress.bytesTotal));
    m_state->setText(progress.current);
}

void RestoreDialog::ended(const RestoreEnd &end)
{
    if (!m_isRunning)
        return;
    m_isRunning = false;
    m_title->setText(end.done ? tr("Restored and checked")
                              : tr("Not everything could be restored"));
    m_text->setText(end.text % (end.broken.isEmpty() ? QString() : u"\n\n"_s) %
                    end.broken.join(u'\n'));
    m_open->setVisible(!m_order.target.empty());
    m_pages->setCurrentIndex(2);
}

void RestoreDialog::reject()
{
    if (!m_isRunning)
        QDialog::reject();
}

} // namespace cairn::gui

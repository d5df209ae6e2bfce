// SPDX-License-Identifier: MIT
#include "app/gui/widgets/run_details.h"

#include "app/gui/run_words.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/elided_label.h"
#include "app/gui/widgets/flow_layout.h"
#include "app/gui/widgets/message_pane.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFindWidth = 180;

} // namespace

RunDetails::RunDetails(QWidget *parent)
    : QWidget(parent)
    , m_title(textLabel({}, "heading", this))
    , m_summary(textLabel({}, "body", this))
    , m_problem(new MessagePane(u"activity.run.problem"_s))
    , m_largestTitle(textLabel(tr("Largest additions"), "heading", this))
    , m_largest(new QVBoxLayout)
    , m_level(new QComboBox(this))
    , m_find(new QLineEdit(this))
    , m_log(new QPlainTextEdit(this))
    , m_note(textLabel({}, "small", this))
{
    m_title->setWordWrap(true);
    m_summary->setWordWrap(true);
    auto *words = new QWidget;
    auto *texts = new QVBoxLayout(words);
    texts->setContentsMargins(0, 0, 0, 0);
    texts->setSpacing(8);
    texts->addWidget(m_title);
    texts->addWidget(m_summary);
    texts->addSpacing(8);
    texts->addWidget(m_problem);
    texts->addWidget(m_largestTitle);
    m_largest->setSpacing(2);
    texts->addLayout(m_largest);
    texts->addStretch(1);
    QScrollArea *side = scrolling(words, this, tr("The run"));
    side->setFixedWidth(320);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(side);
    row->addWidget(buildLog(), 1);
    connect(m_problem, &MessagePane::remedyChosen, this, [this](Remedy remedy) {
        if (remedy == Remedy::ShowLog)
            return focusLog();
        Q_EMIT remedyChosen(
            {m_run.job, remedy, m_trouble.path, pathsOf(m_messages, m_trouble.code)});
    });
    clear();
}

QWidget *RunDetails::buildLog()
{
    m_level->setObjectName(u"activity.log.level"_s);
    m_level->setAccessibleName(tr("What the log shows"));
    m_level->addItems({tr("Everything"), tr("Remarks and errors"), tr("Errors only")});
    m_find->setObjectName(u"activity.log.find"_s);
    m_find->setAccessibleName(tr("Find in the log"));
    m_find->setPlaceholderText(tr("Find in the log"));
    m_find->setClearButtonEnabled(true);
    m_log->setObjectName(u"activity.log"_s);
    m_log->setAccessibleName(tr("Log of the run"));
    m_log->setReadOnly(true);
    m_log->setTabChangesFocus(true);
    m_log->setPlaceholderText(tr("The log of this run is empty."));
    auto *save = button(tr("Save…"), "quiet", u"activity.log.save"_s, this);
    save->setAccessibleName(tr("Save the log…"));
    auto *copy = button(tr("Copy for a report"), "quiet", u"activity.log.copy"_s, this);
    copy->setToolTip(tr("Without the name of your home folder"));
    m_find->setMinimumWidth(kFindWidth);
    auto *tools = new FlowLayout(8);
    tools->addWidget(m_level);
    tools->addWidget(m_find);
    tools->addWidget(save);
    tools->addWidget(copy);
    auto *part = new QWidget(this);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(tools);
    column->addWidget(m_log, 1);
    column->addWidget(m_note);
    m_note->setWordWrap(true);
    m_note->hide();
    connect(m_level, &QComboBox::currentIndexChanged, this, &RunDetails::showLog);
    connect(m_find, &QLineEdit::returnPressed, this, &RunDetails::findNext);
    connect(m_find, &QLineEdit::textChanged, this, [this] {
        m_log->moveCursor(QTextCursor::Start);
        findNext();
    });
    connect(save, &QPushButton::clicked, this, &RunDetails::save);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(maskedHome(report(), QDir::homePath()));
    });
    return part;
}

void RunDetails::clear()
{
    m_run = {};
    m_messages.clear();
    m_title->setText(tr("Choose a run to read about it."));
    m_summary->clear();
    m_problem->hide();
    setLargest({});
    showLog();
}

void RunDetails::setRun(const RunRecord &run, const QString &backup)
{
    if (run.id != m_run.id) {
        m_messages.clear();
        m_problem->hide();
        m_note->hide();
        setLargest({});
    }
    m_run = run;
    m_backup = backup;
    m_title->setText(tr("%1, %2: %3", "backup, when, how it ended")
                         .arg(backup, momentText(run.began, QDateTime::currentSecsSinceEpoch()),
                              runResultText(run.state.result, run.kind)));
    m_summary->setText(runSummaryText(run));
    showLog();
}

void RunDetails::setMessages(const std::vector<RunMessage> &messages)
{
    m_messages = messages;
    auto trouble = worstOf(messages);
    if (!trouble && m_run.state.result == RunResult::Interrupted) {
        trouble.emplace();
        trouble->code = "RUN_INTERRUPTED";
    }
    m_problem->setVisible(trouble.has_value());
    if (trouble) {
        m_trouble = *trouble;
        m_trouble.backup = m_backup;
        m_problem->setTrouble(m_trouble);
    }
    showLog();
}

void RunDetails::setLargest(const std::vector<NewFile> &files)
{
    while (QLayoutItem *item = m_largest->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_largestTitle->setVisible(!files.empty());
    for (const NewFile &file : files) {
        auto *row = new ElidedLabel(
            tr("%1  %2", "size, path").arg(sizeText(file.size), isolated(displayText(file.path))),
            this);
        row->setProperty("textRole", u"small"_s);
        m_largest->addWidget(row);
    }
}

void RunDetails::focusLog()
{
    m_log->setFocus(Qt::OtherFocusReason);
}

void RunDetails::showLog()
{
    m_log->setPlainText(runLogText(m_messages, LogShows(std::max(0, m_level->currentIndex()))));
}

void RunDetails::saved(const QString &problem)
{
    setStyleProperty(m_note, "tone", problem.isEmpty() ? u"muted"_s : u"fail"_s);
    m_note->setText(problem.isEmpty() ? tr("The log is saved.") : problem);
    m_note->show();
}

// From the top again when the end is reached.
void RunDetails::findNext()
{
    const QString text = m_find->text();
    if (text.isEmpty() || m_log->find(text))
        return;
    m_log->moveCursor(QTextCursor::Start);
    m_log->find(text);
}

QString RunDetails::report() const
{
    return m_title->text() % u'\n' % m_summary->text() % u"\n\n"_s %
           runLogText(m_messages, LogShows::All) % u'\n';
}

void RunDetails::save()
{
    auto *dialog = new QFileDialog(this, tr("Save the log"));
    dialog->setObjectName(u"activity.log.saveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"txt"_s);
    dialog->selectFile(m_backup % u' ' %
                       QDateTime::fromSecsSinceEpoch(m_run.began).toString(u"yyyy-MM-dd HHmm"_s) %
                       u".txt"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { Q_EMIT saveWanted(path, report()); });
    dialog->open();
}

} // namespace cairn::gui

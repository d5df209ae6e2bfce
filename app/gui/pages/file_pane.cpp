// SPDX-License-Identifier: MIT
#include "app/gui/pages/file_pane.h"

#include "app/gui/desktop_open.h"
#include "app/gui/dialogs/preview_window.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/elided_label.h"
#include "app/gui/widgets/flow_layout.h"
#include "app/gui/widgets/preview_pane.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QListWidget>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRestMs = 250;

} // namespace

FilePane::FilePane(EngineProxy &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_title(new ElidedLabel(this))
    , m_count(textLabel({}, "small", this))
    , m_history(new QListWidget(this))
    , m_preview(new PreviewPane(this))
    , m_open(button(tr("Open a copy"), "", u"restore.openCopy"_s, this))
    , m_restore(button(tr("Restore…"), "", u"restore.thisVersion"_s, this))
    , m_problem(textLabel({}, "small", this))
{
    build();
    m_wait.setSingleShot(true);
    m_wait.setInterval(kRestMs);
    connect(&m_wait, &QTimer::timeout, this, &FilePane::preview);
    connect(m_history, &QListWidget::currentRowChanged, this, [this] {
        forgetPreview();
        m_wait.start();
    });
    connect(m_history, &QListWidget::itemActivated, this, &FilePane::openCopy);
    connect(m_open, &QPushButton::clicked, this, &FilePane::openCopy);
    connect(m_restore, &QPushButton::clicked, this, [this] {
        if (const PathState *shown = state())
            Q_EMIT restoreWanted(m_job, shown->last.time, m_row.path);
    });
    connect(m_preview, &PreviewPane::againWanted, this, &FilePane::preview);
    connect(m_preview, &PreviewPane::cancelled, &m_engine, &EngineProxy::stopLooking);
    connect(&m_engine, &EngineProxy::historyReady, this,
            [this](RequestId id, const CatalogHistory &answer) {
                if (id == m_historyAsked)
                    showHistory(answer);
            });
    connect(&m_engine, &EngineProxy::previewReady, this,
            [this](RequestId id, const PreviewContent &content) {
                if (id == m_previewAsked)
                    showContent(content);
            });
    connect(&m_engine, &EngineProxy::copyReady, this, [this](RequestId id, const OpenCopy &copy) {
        if (id == m_copyAsked)
            showCopy(copy);
    });
    clear();
}

void FilePane::build()
{
    m_title->setProperty("textRole", u"heading"_s);
    m_count->setObjectName(u"restore.versionCount"_s);
    m_history->setObjectName(u"restore.history"_s);
    m_history->setAccessibleName(tr("Versions of the file"));
    m_history->setWordWrap(true); // a moment, a size and what came of it are long in a narrow pane
    m_history->setResizeMode(QListView::Adjust);
    m_history->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_restore->setAccessibleName(tr("Restore this version of the file…"));
    m_problem->setWordWrap(true);
    setTone(m_problem, Tone::Fail);
    auto *buttons = new FlowLayout(8);
    buttons->addWidget(m_open);
    buttons->addWidget(m_restore);
    // As wide when the buttons are hidden: the panes beside it stay where they are.
    setMinimumWidth(m_open->sizeHint().width() + m_restore->sizeHint().width() +
                    buttons->spacing());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title, 1);
    head->addWidget(m_count, 0, Qt::AlignTrailing | Qt::AlignBottom);
    column->addLayout(head);
    column->addWidget(m_history, 2);
    column->addWidget(m_preview, 3);
    column->addWidget(m_problem);
    column->addLayout(buttons);
}

void FilePane::clear()
{
    m_historyAsked = m_previewAsked = 0;
    m_wait.stop();
    m_row = {};
    m_states.clear();
    m_title->setText(tr("Versions"));
    m_history->clear();
    m_count->clear();
    forgetPreview();
    m_problem->hide();
    m_open->hide();
    m_restore->hide();
}

void FilePane::showFile(const JobConfig &job, const CatalogRow &row, qint64 versionTime)
{
    if (job.id == m_job.id && row.path == m_row.path && versionTime == m_versionTime)
        return;
    clear();
    m_job = job;
    m_row = row;
    m_versionTime = versionTime;
    m_title->setText(row.display);
    if (!row.isFolder())
        m_historyAsked = m_engine.askHistory(m_job, row.path);
}

void FilePane::showHistory(const CatalogHistory &history)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    m_states = history.states;
    m_history->clear();
    int at = 0;
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        const PathState &state = m_states[i];
        QString text = momentText(state.first.time, now);
        if (state.size >= 0)
            text += u" · "_s + sizeText(state.size);
        if (state.isDeletedAfter)
            text += tr(" · deleted afterwards");
        m_history->addItem(text);
        if (state.first.time <= m_versionTime && m_versionTime <= state.last.time)
            at = int(i);
    }
    m_open->setVisible(!m_states.empty());
    m_restore->setVisible(!m_states.empty());
    m_count->setText(tr("%n version(s)", nullptr, int(m_states.size())));
    m_count->setVisible(!m_states.empty());
    m_history->setCurrentRow(m_states.empty() ? -1 : at);
}

const PathState *FilePane::state() const
{
    const int at = m_history->currentRow();
    return at >= 0 && std::size_t(at) < m_states.size() ? &m_states[std::size_t(at)] : nullptr;
}

void FilePane::preview()
{
    const PathState *shown = state();
    m_problem->hide();
    if (!shown || shown->type != CatalogType::File || !isVisible())
        return;
    m_preview->showFetching(shown->size);
    m_previewAsked = m_engine.askPreview(m_job, shown->last.time, m_row.path, shown->size);
}

void FilePane::forgetPreview()
{
    m_preview->showNothing();
    m_content.reset();
    if (m_waiting) // its content is not on its way any more
        m_waiting->close();
}

void FilePane::showContent(const PreviewContent &content)
{
    if (content.kind != PreviewContent::Kind::Stopped)
        m_content = content; // else it can be had
    m_preview->showContent(content);
    if (m_waiting)
        m_waiting->showContent(content);
    m_waiting.clear();
}

void FilePane::focusHistory()
{
    m_history->setFocus(Qt::ShortcutFocusReason);
}

void FilePane::openPreview()
{
    const PathState *shown = state();
    if (!shown || shown->type != CatalogType::File || m_waiting)
        return;
    auto *window = new PreviewWindow(
        tr("%1, %2", "a file, when")
            .arg(m_row.display, momentText(shown->last.time, QDateTime::currentSecsSinceEpoch())),
        shown->size, this);
    window->show();
    if (m_content)
        return window->showContent(*m_content);
    m_waiting = window;
    connect(window, &PreviewWindow::cancelled, &m_engine, &EngineProxy::stopLooking);
    m_wait.stop();
    preview();
}

void FilePane::openCopy()
{
    const PathState *shown = state();
    if (!shown || shown->type != CatalogType::File)
        return;
    m_open->setEnabled(false);
    m_open->setText(tr("Fetching…"));
    m_problem->hide();
    m_copyAsked = m_engine.askCopy(m_job, shown->last.time, m_row.path);
}

void FilePane::showCopy(const OpenCopy &copy)
{
    m_open->setEnabled(true);
    m_open->setText(tr("Open a copy"));
    const bool isOpen = !copy.wasStopped && copy.failure.isEmpty() && openOnDesktop(copy.file);
    m_problem->setText(copy.wasStopped           ? tr("Not fetched: it was stopped.")
                       : !copy.failure.isEmpty() ? copy.failure
                                                 : tr("No program opened this kind of file."));
    m_problem->setVisible(!isOpen);
}

} // namespace cairn::gui

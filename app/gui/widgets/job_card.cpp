// SPDX-License-Identifier: MIT
#include "app/gui/widgets/job_card.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/elided_label.h"
#include "app/gui/widgets/flow_layout.h"
#include "app/gui/widgets/tag_look.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolButton>

namespace cairn::gui {

using namespace Qt::StringLiterals;

JobCard::JobCard(const std::string &job, QWidget *parent)
    : QFrame(parent)
    , m_job(job)
    , m_title(new QHBoxLayout)
    , m_texts(new QVBoxLayout)
    , m_buttons(new QWidget(this))
    , m_icon(new QLabel(this))
    , m_name(new ElidedLabel(this))
    , m_destination(new ElidedLabel(this))
    , m_state(textLabel({}, "body", this))
    , m_progress(new ProgressStrip(this, ProgressStrip::Told::ByOthers))
    , m_current(new ElidedLabel(this))
    , m_facts(textLabel({}, "small", this))
    , m_days(new DayStrip(this))
{
    setProperty("card", true);
    setFocusPolicy(Qt::StrongFocus);
    buildButtons();
    build();
}

void JobCard::buildButtons()
{
    const QString id = u"card."_s + QString::fromStdString(m_job);
    m_run = button(tr("Back up now"), "", id + u".run"_s, this);
    m_run->setIcon(IconSet::icon(Icon::BackUp));
    m_pause = button(tr("Pause"), "", id + u".pause"_s, this);
    m_restore = button(tr("Restore…"), "", id + u".restore"_s, this);
    m_stop = new QToolButton(this);
    m_stop->setObjectName(id + u".stop"_s);
    m_stop->setText(tr("Stop"));
    m_stop->setPopupMode(QToolButton::MenuButtonPopup);
    auto *stops = new QMenu(m_stop);
    connect(stops->addAction(tr("Finish this file, then stop")), &QAction::triggered, this,
            &JobCard::stopAfterFile);
    connect(stops->addAction(tr("Stop now")), &QAction::triggered, this, &JobCard::stopNow);
    m_stop->setMenu(stops);
    m_more = new QToolButton(this);
    m_more->setObjectName(id + u".more"_s);
    m_more->setIcon(IconSet::icon(Icon::More));
    m_more->setProperty("role", u"quiet"_s);
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto *more = new QMenu(m_more);
    more->setObjectName(id + u".menu"_s);
    m_actions = new JobActions(more, JobActions::Place::Card);
    connect(m_actions, &JobActions::chosen, this, &JobCard::actionChosen);
    m_more->setMenu(more);
    m_startHere = button(tr("Start here…"), "", id + u".startHere"_s, this);
    m_otherDrive = button(tr("It is another drive"), "", id + u".otherDrive"_s, this);
    connect(m_startHere, &QPushButton::clicked, this, &JobCard::startHereClicked);
    connect(m_otherDrive, &QPushButton::clicked, this, &JobCard::otherDriveClicked);
    m_days->setObjectName(id + u".strip"_s);
    m_progress->setObjectName(id + u".progress"_s);
    connect(m_run, &QPushButton::clicked, this, &JobCard::runClicked);
    connect(m_restore, &QPushButton::clicked, this, &JobCard::restoreClicked);
    connect(m_stop, &QToolButton::clicked, this, &JobCard::stopAfterFile);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_isPaused)
            Q_EMIT resumeClicked();
        else
            Q_EMIT pauseClicked();
    });
}

void JobCard::build()
{
    m_state->setWordWrap(true);
    m_facts->setWordWrap(true);
    m_name->setProperty("textRole", u"heading"_s);
    m_destination->setProperty("tone", u"muted"_s);
    m_current->setProperty("textRole", u"small"_s);
    m_current->setLeftToRight(true);
    m_title->setSpacing(8);
    m_title->addWidget(m_name);
    m_title->addWidget(m_destination, 1);
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(8);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_run, m_pause, m_stop, m_restore, m_more})
        buttons->addWidget(widget);
    m_title->addWidget(m_buttons);
    auto *drive = new FlowLayout(8);
    drive->addWidget(m_startHere);
    drive->addWidget(m_otherDrive);
    auto *facts = new QHBoxLayout;
    facts->addWidget(m_facts, 1);
    facts->addWidget(m_days);
    m_texts->setSpacing(6);
    m_texts->addLayout(m_title);
    m_texts->addWidget(m_state);
    m_texts->addLayout(drive);
    m_texts->addWidget(m_progress);
    m_texts->addWidget(m_current);
    m_texts->addLayout(facts);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(20, 16, 20, 16);
    row->setSpacing(16);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(m_texts, 1);
}

void JobCard::placeButtons(bool isNarrow)
{
    m_isNarrow = isNarrow;
    m_title->removeWidget(m_buttons);
    m_texts->removeWidget(m_buttons);
    if (isNarrow)
        m_texts->addWidget(m_buttons, 0, Qt::AlignLeading);
    else
        m_title->addWidget(m_buttons);
}

void JobCard::resizeEvent(QResizeEvent *event)
{
    constexpr int kPage = 760; // and its margins
    constexpr int kMargins = 2 * 24;
    QFrame::resizeEvent(event);
    const bool isNarrow = width() < kPage - kMargins;
    if (isNarrow != m_isNarrow)
        placeButtons(isNarrow);
}

void JobCard::nameButtons(const QString &name)
{
    setNameOf(this, name);
    setNameOf(m_run, tr("Back up %1 now").arg(name));
    setNameOf(m_pause, m_isPaused ? tr("Resume %1").arg(name) : tr("Pause %1").arg(name));
    setNameOf(m_stop, tr("Stop %1").arg(name));
    setNameOf(m_restore, tr("Restore files of %1").arg(name));
    setNameOf(m_more, tr("More for %1").arg(name));
    setNameOf(m_startHere, tr("Start %1 on this drive…").arg(name));
    setNameOf(m_otherDrive, tr("This is not the drive of %1").arg(name));
    m_more->setToolTip(tr("More"));
    setNameOf(m_progress, tr("Progress of %1").arg(name));
}

void JobCard::setView(const JobView &view, qint64 now, bool isScheduleOff)
{
    const StateText state = stateText(view, now);
    const bool isRunning = view.current.has_value();
    m_isPaused = isRunning && view.current->state.result == RunResult::Paused;
    m_icon->setPixmap(stateIcon(state.tone).pixmap(32, 32));
    m_name->setText(view.job.name);
    m_destination->setText(u"→ "_s + isolated(destinationText(view.job)));
    const QString line = isScheduleOff && !isRunning
                             ? state.line % u" · "_s % tr("its schedule is turned off")
                             : state.line;
    m_state->setText(line);
    m_actions->follow(&view, isScheduleOff);
    m_facts->setText(factsText(view));
    m_days->setDays(daysOf(view.days));
    m_run->setVisible(!isRunning && !view.isQueued && !view.isBeingRemoved);
    m_more->setEnabled(!view.isBeingRemoved);
    const bool waitsForDrive = view.isDriveAbsent && !view.canMountDrive;
    m_run->setEnabled(!waitsForDrive);
    m_run->setToolTip(waitsForDrive ? tr("Connect the drive “%1” first").arg(view.job.drive->label)
                                    : QString());
    const bool asksForDrive = view.newDrive && !isRunning;
    m_startHere->setVisible(asksForDrive);
    m_otherDrive->setVisible(asksForDrive);
    m_pause->setVisible(isRunning);
    m_pause->setText(m_isPaused ? tr("Resume") : tr("Pause"));
    m_stop->setVisible(isRunning || view.isQueued);
    m_restore->setVisible(!isRunning && view.stored.versions > 0 && !view.isBeingRemoved);
    m_progress->setVisible(isRunning);
    m_current->setVisible(isRunning);
    if (isRunning) {
        showShare(m_progress, shareDone(view.current->state));
        m_current->setText(displayText(view.current->state.path));
    }
    nameButtons(view.job.name);
    const QString tag = tagText(view.job.tag);
    setStyleProperty(this, "tag", int(view.job.tag));
    setToolTip(tag);
    setDescriptionOf(this, tag.isEmpty() ? line : QString(line % u" · " % tag));
}

void JobCard::hideMenu()
{
    m_more->hide();
}

void JobCard::setMovable(bool isMovable)
{
    m_isMovable = isMovable;
    for (QWidget *part : std::initializer_list<QWidget *>{m_icon, m_name, m_destination})
        if (isMovable)
            part->setCursor(Qt::OpenHandCursor);
        else
            part->unsetCursor();
}

void JobCard::mousePressEvent(QMouseEvent *event)
{
    const bool isTitle = event->position().y() < m_state->y();
    m_pressedAt.reset();
    if (m_isMovable && isTitle && event->button() == Qt::LeftButton)
        m_pressedAt = event->position().toPoint();
    QFrame::mousePressEvent(event);
}

void JobCard::mouseMoveEvent(QMouseEvent *event)
{
    QFrame::mouseMoveEvent(event);
    if (!m_pressedAt || !event->buttons().testFlag(Qt::LeftButton) ||
        (event->position().toPoint() - *m_pressedAt).manhattanLength() <
            QApplication::startDragDistance())
        return;
    m_pressedAt.reset();
    Q_EMIT dragBegun();
}

void JobCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT restoreClicked();
    else
        QFrame::keyPressEvent(event);
}

} // namespace cairn::gui

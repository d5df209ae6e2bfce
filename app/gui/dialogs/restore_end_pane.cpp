// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/restore_end_pane.h"

#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QTreeWidget>

#include <algorithm>
#include <climits>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTextRoom = 4; // around the text

int counted(qint64 number) // for a plural
{
    return int(std::min<qint64>(number, INT_MAX));
}

} // namespace

RestoreEndPane::RestoreEndPane(QWidget *parent)
    : QWidget(parent)
    , m_title(textLabel({}, "title", this))
    , m_text(textLabel({}, "body", this))
    , m_textArea(scrolling(m_text, this))
    , m_lost(new QWidget(this))
    , m_failures(new QTreeWidget(m_lost))
    , m_undo(button(tr("Undo restore"), "", u"restoreDialog.undo"_s, this))
    , m_again(button(tr("Try again"), "", u"restoreDialog.again"_s, this))
    , m_open(button(tr("Open folder"), "", u"restoreDialog.open"_s, this))
    , m_close(button(tr("Close"), "primary", u"restoreDialog.close"_s, this))
{
    build();
    connect(m_undo, &QPushButton::clicked, this, [this] {
        m_undo->setEnabled(false);
        Q_EMIT undoClicked();
    });
    connect(m_again, &QPushButton::clicked, this, &RestoreEndPane::againClicked);
    connect(m_open, &QPushButton::clicked, this, &RestoreEndPane::openClicked);
    connect(m_close, &QPushButton::clicked, this, &RestoreEndPane::closeClicked);
}

void RestoreEndPane::build()
{
    m_title->setWordWrap(true);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_failures->setObjectName(u"restoreDialog.failures"_s);
    m_failures->setAccessibleName(tr("What was not restored, by cause"));
    m_failures->setHeaderHidden(true);
    m_failures->setUniformRowHeights(true);
    m_failures->setTextElideMode(Qt::ElideMiddle);
    QPushButton *copy = button(tr("Copy"), "quiet", u"restoreDialog.copy"_s, m_lost);
    copy->setAccessibleName(tr("Copy what was not restored, and why"));
    connect(copy, &QPushButton::clicked, this, &RestoreEndPane::copyAll);
    auto *lost = new QVBoxLayout(m_lost);
    lost->setContentsMargins(0, 0, 0, 0);
    lost->setSpacing(4);
    lost->addWidget(m_failures, 1);
    lost->addWidget(copy, 0, Qt::AlignTrailing);
    m_lost->hide();
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_undo);
    buttons->addStretch();
    buttons->addWidget(m_again);
    buttons->addWidget(m_open);
    buttons->addWidget(m_close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_textArea, 1);
    column->addWidget(m_lost, 3);
    column->addLayout(buttons);
}

void RestoreEndPane::showEnd(const RestoreEnd &end, bool hasPlace)
{
    m_title->setText(end.done         ? tr("Restored and checked")
                     : end.wasStopped ? tr("The restore was stopped")
                                      : tr("Not everything could be restored"));
    m_text->setText(end.text);
    showFailures(end.failures);
    m_undo->setVisible(!end.undo.empty());
    m_undo->setEnabled(true);
    m_again->setVisible(!end.done);
    m_open->setVisible(end.restored > 0 && hasPlace);
    // Whoever presses Return once more does not take it all back.
    m_close->setDefault(true);
    m_close->setFocus();
}

// What is not about single files is said above the list.
void RestoreEndPane::showFailures(const std::vector<RestoreFailure> &failures)
{
    m_failures->clear();
    QStringList lines{m_title->text(), m_text->text()};
    for (const RestoreFailure &failure : failures) {
        if (failure.files.isEmpty()) {
            m_text->setText(m_text->text() % u"\n\n"_s % failure.cause);
            lines << failure.cause;
            continue;
        }
        const QString cause =
            tr("%n file(s): %1", nullptr, counted(failure.count)).arg(failure.cause);
        lines << QString() << cause << failure.details;
        auto *group = new QTreeWidgetItem(m_failures, {cause});
        group->setIcon(0, stateIcon(Tone::Fail));
        group->setToolTip(0, cause);
        for (qsizetype i = 0; i < failure.files.size(); ++i) {
            auto *file = new QTreeWidgetItem(group, {failure.files[i]});
            file->setIcon(0, IconSet::icon(Icon::File));
            file->setToolTip(0, failure.details.value(i));
        }
        if (const qint64 more = failure.count - failure.files.size(); more > 0)
            new QTreeWidgetItem(group, {tr("and %n more", nullptr, counted(more))});
        group->setExpanded(true);
    }
    m_copied = lines.join(u'\n');
    const bool isListed = m_failures->topLevelItemCount() > 0;
    m_lost->setVisible(isListed);
    // The list takes what the text does not need.
    m_textArea->setMaximumHeight(isListed ? m_text->heightForWidth(width()) + 2 * kTextRoom
                                          : QWIDGETSIZE_MAX);
}

void RestoreEndPane::copyAll() const
{
    QGuiApplication::clipboard()->setText(m_copied);
}

void RestoreEndPane::showUndone(const QString &text, bool isWhole)
{
    m_title->setText(isWhole ? tr("The restore is undone")
                             : tr("The restore is undone as far as possible"));
    m_text->setText(text);
    m_lost->hide();
    m_textArea->setMaximumHeight(QWIDGETSIZE_MAX);
    m_undo->setVisible(!isWhole);
    m_undo->setEnabled(!isWhole);
    m_again->hide();
    m_open->hide();
    m_close->setFocus();
}

} // namespace cairn::gui

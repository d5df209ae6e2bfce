// SPDX-License-Identifier: MIT
#include "app/gui/pages/selection_bar.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/elided_label.h"

#include <QBoxLayout>
#include <QMouseEvent>

#include <algorithm>
#include <climits>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

int counted(qint64 number) // for a plural
{
    return int(std::min<qint64>(number, INT_MAX));
}

// "50 MB to fetch, about 12 seconds"
QString fetchText(qint64 bytes, qint64 bytesPerSecond)
{
    constexpr qint64 kMinute = 60;
    constexpr qint64 kHour = 60 * kMinute;
    const QString size = sizeText(bytes);
    if (bytesPerSecond <= 0)
        return SelectionBar::tr("%1 to fetch").arg(size);
    const qint64 seconds = std::max<qint64>(1, bytes / bytesPerSecond);
    const auto rounded = [seconds](qint64 unit) { return counted((seconds + unit / 2) / unit); };
    if (seconds < kMinute)
        return SelectionBar::tr("%1 to fetch, about %n second(s)", nullptr, rounded(1)).arg(size);
    if (seconds < 2 * kHour)
        return SelectionBar::tr("%1 to fetch, about %n minute(s)", nullptr, rounded(kMinute))
            .arg(size);
    return SelectionBar::tr("%1 to fetch, about %n hour(s)", nullptr, rounded(kHour)).arg(size);
}

} // namespace

SelectionBar::SelectionBar(QWidget *parent)
    : QFrame(parent)
    , m_text(new ElidedLabel(this))
    , m_detail(new ElidedLabel(this))
    , m_list(button(tr("List…"), "quiet", u"restore.selection"_s, this))
    , m_clear(button(tr("Clear"), "quiet", u"restore.clear"_s, this))
    , m_restoreTo(button(tr("Restore to…"), "", u"restore.to"_s, this))
    , m_restore(button(tr("Restore"), "primary", u"restore.go"_s, this))
{
    build();
    connect(m_list, &QPushButton::clicked, this, &SelectionBar::listWanted);
    connect(m_clear, &QPushButton::clicked, this, &SelectionBar::clearWanted);
    connect(m_restoreTo, &QPushButton::clicked, this, &SelectionBar::restoreToWanted);
    connect(m_restore, &QPushButton::clicked, this, &SelectionBar::restoreWanted);
}

void SelectionBar::build()
{
    setObjectName(u"restore.basket"_s);
    setAccessibleName(tr("Selection"));
    m_text->setObjectName(u"restore.basketText"_s);
    m_detail->setObjectName(u"restore.basketDetail"_s);
    m_detail->setProperty("textRole", u"small"_s);
    m_text->installEventFilter(this);
    m_detail->installEventFilter(this);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(4);
    lines->addWidget(m_text);
    lines->addWidget(m_detail);
    m_list->setAccessibleName(tr("Show what is selected"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addLayout(lines, 1);
    for (QPushButton *each : {m_list, m_clear, m_restoreTo, m_restore})
        row->addWidget(each);
}

bool SelectionBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonRelease && m_list->isVisibleTo(this) &&
        static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton) {
        Q_EMIT listWanted();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void SelectionBar::showNothing(const QString &hint)
{
    m_count = 0;
    m_text->setText(hint);
    showDetail({});
    m_text->unsetCursor();
    m_list->hide();
    m_clear->hide();
    showButtons();
}

void SelectionBar::showParts(const std::vector<RestorePart> &parts, bool isTicked)
{
    qint64 without = 0;
    qint64 chosen = 0;
    for (const RestorePart &part : parts) {
        chosen += std::ssize(part.paths);
        without += std::ssize(part.without);
    }
    m_count = counted(chosen);
    m_chosen = tr("%n item(s) selected", nullptr, m_count);
    m_without = without > 0 ? tr("left out: %n", nullptr, counted(without)) : QString();
    m_text->setText(m_chosen);
    showDetail({m_without});
    m_text->setCursor(isTicked ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_list->setVisible(isTicked);
    m_clear->setVisible(isTicked);
    showButtons();
}

void SelectionBar::showSum(const SelectionSum &sum, qint64 bytesPerSecond)
{
    m_text->setText(m_chosen % u" · "_s % tr("%n file(s)", nullptr, counted(sum.files)) % u" · "_s %
                    sizeText(sum.bytes));
    QStringList details{m_without};
    if (sum.fetchBytes > 0)
        details << fetchText(sum.fetchBytes, bytesPerSecond);
    if (sum.missing > 0)
        details << tr("not in this version: %n", nullptr, counted(sum.missing));
    showDetail(details);
}

void SelectionBar::showDetail(QStringList parts)
{
    parts.removeAll(QString());
    m_detail->setText(parts.join(u" · "_s));
    m_detail->setVisible(!parts.isEmpty());
}

void SelectionBar::setDrive(const QString &missingDrive)
{
    m_drive = missingDrive;
    showButtons();
}

void SelectionBar::showButtons()
{
    const bool isReady = m_count > 0 && m_drive.isEmpty();
    m_restore->setEnabled(isReady);
    m_restoreTo->setEnabled(isReady);
    m_restore->setText(!m_drive.isEmpty() ? tr("Connect “%1” to restore").arg(m_drive)
                       : m_count > 0      ? tr("Restore %n item(s)", nullptr, m_count)
                                          : tr("Restore"));
}

QString SelectionBar::text() const
{
    return m_detail->text().isEmpty() ? m_text->text()
                                      : QString(m_text->text() % u" · "_s % m_detail->text());
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "app/gui/widgets/card_column.h"

#include "app/gui/style/app_style.h"
#include "app/gui/widgets/elided_label.h"
#include "app/gui/widgets/job_card.h"

#include <QBoxLayout>
#include <QDrag>
#include <QDragMoveEvent>
#include <QMimeData>
#include <QPainter>
#include <QPointer>
#include <QScrollArea>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kForm = "application/x-cairn-backup"_L1; // the id of a backup
constexpr int kGap = 16;
constexpr int kLine = 3;

// Where a card would be dropped.
class DropLine final : public QWidget
{
public:
    explicit DropLine(QWidget *parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setObjectName(u"overview.dropLine"_s);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).fillRect(rect(), AppStyle::themeOf(this).accent);
    }
};

std::string jobOf(const QDropEvent &event)
{
    return event.mimeData()->data(kForm).toStdString();
}

bool hasJob(const std::vector<JobCard *> &cards, const std::string &job)
{
    return std::ranges::find(cards, job, &JobCard::job) != cards.end();
}

// What Tab reaches of a card, in its order.
QList<QWidget *> tabStopsOf(QWidget *card)
{
    QList<QWidget *> stops{card};
    for (QWidget *next = card->nextInFocusChain(); next != card; next = next->nextInFocusChain())
        if (card->isAncestorOf(next) && (next->focusPolicy() & Qt::TabFocus))
            stops << next;
    return stops;
}

} // namespace

CardColumn::CardColumn(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
    , m_line(new DropLine(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(kGap);
}

void CardColumn::add(JobCard *card)
{
    m_layout->addWidget(card);
    card->setMovable(m_isMovable);
    // Not out of the event of the card, which may be gone when the drag ends.
    connect(
        card, &JobCard::dragBegun, this,
        [this, begun = QPointer(card)] {
            if (begun)
                drag(begun);
        },
        Qt::QueuedConnection);
}

void CardColumn::put(QWidget *widget, int at)
{
    if (m_layout->indexOf(widget) == at)
        return;
    m_layout->insertWidget(at, widget);
    m_isRearranged = true;
}

ElidedLabel *CardColumn::makeHeading()
{
    auto *heading = new ElidedLabel(this);
    heading->setProperty("textRole", u"heading"_s);
    return heading;
}

void CardColumn::setGroups(std::vector<Group> groups)
{
    m_groups = std::move(groups);
    std::size_t headings = 0;
    int at = 0;
    for (const Group &group : m_groups) {
        if (!group.heading.isEmpty()) {
            if (headings == m_headings.size())
                m_headings.push_back(makeHeading());
            ElidedLabel *heading = m_headings[headings++];
            heading->setText(group.heading);
            heading->setContentsMargins(0, at > 0 ? kGap / 2 : 0, 0, 0);
            put(heading, at++);
            heading->show();
        }
        for (JobCard *card : group.cards)
            put(card, at++);
    }
    for (; headings < m_headings.size(); ++headings)
        m_headings[headings]->hide();
    if (std::exchange(m_isRearranged, false))
        followReading();
}

// Tab goes as one reads.
void CardColumn::followReading()
{
    QWidget *before = nullptr;
    for (const Group &group : m_groups)
        for (JobCard *card : group.cards)
            for (QWidget *stop : tabStopsOf(card)) {
                if (before)
                    setTabOrder(before, stop);
                before = stop;
            }
}

void CardColumn::setMovable(bool isMovable)
{
    if (isMovable == m_isMovable)
        return;
    m_isMovable = isMovable;
    setAcceptDrops(isMovable);
    for (JobCard *card : findChildren<JobCard *>())
        card->setMovable(isMovable);
}

void CardColumn::drag(JobCard *card)
{
    constexpr QPoint kBesidePointer(-12, -12); // or it would hide where it goes
    auto *drag = new QDrag(this);
    auto *content = new QMimeData;
    content->setData(kForm, QByteArray::fromStdString(card->job()));
    drag->setMimeData(content);
    drag->setPixmap(card->grab(QRect(0, 0, card->width() / 2, card->fontMetrics().height() * 3)));
    drag->setHotSpot(kBesidePointer);
    drag->exec(Qt::MoveAction); // Qt has no other way; events go on meanwhile
    showLine({});
}

CardColumn::Place CardColumn::placeAmong(const std::vector<JobCard *> &cards,
                                         const std::string &job, int y)
{
    const auto below = std::ranges::find_if(
        cards, [y](const JobCard *card) { return y < card->geometry().center().y(); });
    const auto dragged = std::ranges::find(cards, job, &JobCard::job);
    const bool isAnother = below != dragged && below != dragged + 1;
    return below == cards.end() ? Place{cards.back(), true, isAnother}
                                : Place{*below, false, isAnother};
}

// None outside of its group: dropping it there would say that it changes it.
std::optional<CardColumn::Place> CardColumn::placeOf(const QDropEvent &event) const
{
    const std::string job = jobOf(event);
    const int y = event.position().toPoint().y();
    for (const Group &group : m_groups)
        if (m_isMovable && hasJob(group.cards, job) &&
            y >= group.cards.front()->geometry().top() - kGap &&
            y <= group.cards.back()->geometry().bottom() + kGap)
            return placeAmong(group.cards, job, y);
    return std::nullopt;
}

void CardColumn::showLine(const std::optional<Place> &place)
{
    m_line->setVisible(place && place->isAnother);
    if (!m_line->isVisibleTo(this))
        return;
    const QRect card = place->other->geometry();
    const int middle = place->isBehind ? card.bottom() + kGap / 2 : card.top() - kGap / 2;
    m_line->setGeometry(0, std::clamp(middle - kLine / 2, 0, std::max(0, height() - kLine)),
                        width(), kLine);
    m_line->raise();
}

void CardColumn::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasFormat(kForm))
        event->acceptProposedAction();
}

void CardColumn::dragMoveEvent(QDragMoveEvent *event)
{
    const auto place = placeOf(*event);
    event->setAccepted(place.has_value());
    showLine(place);
    constexpr int kAhead = 48;
    for (QWidget *above = parentWidget(); above; above = above->parentWidget())
        if (auto *area = qobject_cast<QScrollArea *>(above)) {
            const QPoint at = mapTo(area->widget(), event->position().toPoint());
            area->ensureVisible(at.x(), at.y(), 0, kAhead);
        }
}

void CardColumn::dragLeaveEvent(QDragLeaveEvent *)
{
    showLine({});
}

void CardColumn::dropEvent(QDropEvent *event)
{
    showLine({});
    const auto place = placeOf(*event);
    event->setAccepted(place.has_value());
    if (place && place->isAnother)
        Q_EMIT moved(jobOf(*event), place->other->job(), place->isBehind);
}

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "app/gui/widgets/column_fit.h"

#include <QAbstractItemModel>
#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QSettings>
#include <QTreeView>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHeaderGap = 24;    // beside a title
constexpr int kArrow = 20;        // of the column that the rows are sorted by
constexpr int kLeastLetters = 17; // of a column that stretches, with its box and icon
constexpr int kFewLetters = 21;   // that the table scrolls for
constexpr int kMostLetters = 26;  // while no other column is cut

} // namespace

ColumnFit::ColumnFit(QTreeView *view, std::set<int> stretched, const QString &key)
    : QObject(view)
    , m_view(*view)
    , m_stretched(std::move(stretched))
    , m_key(key)
{
    QHeaderView *header = view->header();
    header->setStretchLastSection(false);
    header->setResizeContentsPrecision(0); // a row out of sight may have to be fetched first
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    const QSettings settings;
    for (int column = 0; column < header->count(); ++column) {
        header->setSectionResizeMode(
            column, m_stretched.contains(column) ? QHeaderView::Fixed : QHeaderView::Interactive);
        if (const int width = settings.value(m_key % u'/' % QString::number(column)).toInt())
            m_given[column] = width;
    }
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    const auto soon = qOverload<>(&QTimer::start);
    connect(&m_soon, &QTimer::timeout, this, &ColumnFit::fit);
    connect(view->model(), &QAbstractItemModel::dataChanged, &m_soon, soon);
    connect(view->model(), &QAbstractItemModel::rowsInserted, &m_soon, soon);
    connect(view->model(), &QAbstractItemModel::modelReset, this, &ColumnFit::forget);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &ColumnFit::forget);
    connect(header, &QHeaderView::sectionResized, this,
            [this](int column, int, int width) { keep(column, width); });
    connect(header, &QHeaderView::sectionHandleDoubleClicked, this,
            [this](int column) { keep(column, 0); });
    view->installEventFilter(this);
    view->viewport()->installEventFilter(this);
    m_soon.start();
}

bool ColumnFit::eventFilter(QObject *object, QEvent *event)
{
    // The viewport outlives the view by some events: those must not ask the view.
    if (event->type() == QEvent::Resize && object != &m_view)
        fit();
    else if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange ||
             event->type() == QEvent::Show)
        forget();
    return QObject::eventFilter(object, event);
}

void ColumnFit::forget()
{
    m_widest.clear();
    m_soon.start();
}

// 0: as wide as what is in it.
void ColumnFit::keep(int column, int width)
{
    if (m_isFitting || m_stretched.contains(column))
        return;
    QSettings settings;
    const QString key = m_key % u'/' % QString::number(column);
    if (width > 0) {
        m_given[column] = width;
        settings.setValue(key, width);
    } else {
        m_given.erase(column);
        settings.remove(key);
    }
    m_soon.start();
}

int ColumnFit::needed(int column)
{
    // The header itself would keep room for the arrow in every column.
    const QHeaderView *header = m_view.header();
    const QString title = m_view.model()->headerData(column, Qt::Horizontal).toString();
    const bool hasArrow =
        header->isSortIndicatorShown() && header->sortIndicatorSection() == column;
    const int wanted =
        header->fontMetrics().horizontalAdvance(title) + kHeaderGap + (hasArrow ? kArrow : 0);
    const QAbstractItemView &view = m_view; // where it is public
    int &widest = m_widest[column];
    return widest = std::max({widest, view.sizeHintForColumn(column), wanted});
}

void ColumnFit::fit()
{
    const QScopedValueRollback fitting(m_isFitting, true);
    QHeaderView *header = m_view.header();
    int left = m_view.viewport()->width();
    for (int column = 0; column < header->count(); ++column) {
        if (m_stretched.contains(column) || header->isSectionHidden(column))
            continue;
        const int widest = needed(column);
        const auto given = m_given.find(column);
        const int width = given != m_given.end() ? given->second : widest;
        header->resizeSection(column, width);
        left -= width;
    }
    const int letter = m_view.fontMetrics().averageCharWidth();
    std::map<int, int> names;
    for (const int column : m_stretched) {
        names[column] = std::clamp(needed(column), kLeastLetters * letter, kMostLetters * letter);
        left -= names[column];
    }
    // Long names are cut, in their middle, before a column at the edge is.
    for (auto &[column, wanted] : names) {
        const int less = std::clamp(-left, 0, std::max(0, wanted - kFewLetters * letter));
        wanted -= less;
        left += less;
    }
    int sharing = int(m_stretched.size());
    for (const auto &[column, wanted] : names) {
        const int more = std::max(0, left) / sharing--;
        header->resizeSection(column, wanted + more);
        left -= more;
    }
}

} // namespace cairn::gui

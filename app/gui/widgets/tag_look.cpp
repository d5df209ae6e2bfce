// SPDX-License-Identifier: MIT
#include "app/gui/widgets/tag_look.h"

#include "app/gui/style/app_style.h"
#include "app/gui/style/paint.h"
#include "app/gui/style/painted_engine.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace cairn::gui {

namespace {

struct TagTexts
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::TagLook)
};

constexpr int kSwatch = 12;
constexpr int kGap = 8;

void drawSwatch(QPainter &painter, const QRectF &place, JobTag tag)
{
    const QColor color = AppStyle::themeOf(nullptr).tagColor(int(tag));
    if (!color.isValid())
        return;
    const Brush brush(painter);
    drawRound(painter, place, 3, color);
}

class SwatchEngine final : public PaintedEngine
{
public:
    explicit SwatchEngine(JobTag tag)
        : m_tag(tag)
    {
    }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        QRectF place(0, 0, kSwatch, kSwatch);
        place.moveCenter(QRectF(rect).center());
        drawSwatch(*painter, place, m_tag);
    }
    QIconEngine *clone() const override { return new SwatchEngine(*this); }

private:
    const JobTag m_tag;
};

} // namespace

QString tagName(JobTag tag)
{
    switch (tag) {
    case JobTag::Red:
        return TagTexts::tr("Red");
    case JobTag::Orange:
        return TagTexts::tr("Orange");
    case JobTag::Yellow:
        return TagTexts::tr("Yellow");
    case JobTag::Green:
        return TagTexts::tr("Green");
    case JobTag::Blue:
        return TagTexts::tr("Blue");
    case JobTag::Purple:
        return TagTexts::tr("Purple");
    case JobTag::None:
        break;
    }
    return TagTexts::tr("None", "colour tag");
}

QString tagText(JobTag tag)
{
    return tag == JobTag::None ? QString() : TagTexts::tr("Colour tag: %1").arg(tagName(tag));
}

QIcon tagSwatch(JobTag tag)
{
    return QIcon(new SwatchEngine(tag));
}

void TagDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const auto tag = JobTag(index.data(kTagRole).toInt());
    if (tag == JobTag::None)
        return QStyledItemDelegate::paint(painter, option, index);
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    // The row first, so that a selection reaches below the swatch too.
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &row, painter, option.widget);
    const bool isMirrored = option.direction == Qt::RightToLeft;
    QRect swatch(0, 0, kSwatch, kSwatch);
    swatch.moveCenter(option.rect.center());
    swatch.moveLeft(isMirrored ? option.rect.left() + kGap
                               : option.rect.right() - kGap - kSwatch + 1);
    QStyleOptionViewItem rest = option;
    const int taken = kSwatch + kGap;
    rest.rect.adjust(isMirrored ? taken : 0, 0, isMirrored ? 0 : -taken, 0);
    QStyledItemDelegate::paint(painter, rest, index);
    drawSwatch(*painter, swatch, tag);
}

} // namespace cairn::gui

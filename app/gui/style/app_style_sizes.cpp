// SPDX-License-Identifier: MIT
// AppStyle: sizes, places and habits.
#include "app/gui/style/app_style.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontMetrics>
#include <QPainterPath>
#include <QPushButton>
#include <QStyleOption>
#include <QTextEdit>
#include <QToolButton>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kControlHeight = 36;
constexpr int kArrowWidth = 32; // at the end of a combo box
constexpr int kStepWidth = 26;  // at the end of a spin box
constexpr int kTabPadding = 16;

int controlHeight(const QStyleOption &option)
{
    return qMax(kControlHeight, option.fontMetrics.height() + 16);
}

int headingHeight()
{
    return QFontMetrics(AppStyle::textFont(u"heading"_s)).height();
}

} // namespace

QSize AppStyle::menuItemSize(const QStyleOption &option, const QSize &size) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(&option);
    if (!item)
        return size;
    if (item->menuItemType == QStyleOptionMenuItem::Separator)
        return {size.width(), 9};
    const QFontMetrics metrics(item->font);
    const QStringList parts = item->text.split(u'\t');
    int width = metrics.size(Qt::TextShowMnemonic | Qt::TextSingleLine, parts.first()).width();
    if (parts.size() > 1)
        width += 32 + metrics.horizontalAdvance(parts.last());
    const bool signs = item->maxIconWidth > 0 || item->menuHasCheckableItems;
    width += signs ? 12 + 20 + 8 : 16;
    width += item->menuItemType == QStyleOptionMenuItem::SubMenu ? 32 : 24;
    return {width, qMax(32, metrics.height() + 12)};
}

QSize AppStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                 const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button)
            break;
        int width = option->fontMetrics.size(Qt::TextShowMnemonic, button->text).width() + 32;
        if (!button->icon.isNull())
            width += button->iconSize.width() + (button->text.isEmpty() ? 0 : 8);
        if (button->features & QStyleOptionButton::HasMenu)
            width += 20;
        const bool icon = button->text.isEmpty() && !button->icon.isNull();
        const int least = icon ? kControlHeight : 80;
        return {qMax(icon ? controlHeight(*option) : width, least), controlHeight(*option)};
    }
    case CT_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        if (!button)
            break;
        const bool noText = button->toolButtonStyle == Qt::ToolButtonIconOnly &&
                            (!button->icon.isNull() || button->arrowType != Qt::NoArrow);
        const int height = controlHeight(*option);
        if (noText && !(button->features & QStyleOptionToolButton::MenuButtonPopup))
            return {height, height};
        int width =
            noText ? 16 : option->fontMetrics.size(Qt::TextShowMnemonic, button->text).width() + 32;
        if (button->toolButtonStyle != Qt::ToolButtonTextOnly && !button->icon.isNull())
            width += button->iconSize.width() + (noText ? 0 : 8);
        if (button->features &
            (QStyleOptionToolButton::MenuButtonPopup | QStyleOptionToolButton::HasMenu))
            width += 22;
        return {width, height};
    }
    case CT_LineEdit:
        return {size.width() + 20, controlHeight(*option)};
    case CT_ComboBox:
        return {size.width() + 20 + kArrowWidth, controlHeight(*option)};
    case CT_SpinBox:
        return {size.width() + 8 + kStepWidth, controlHeight(*option)};
    case CT_CheckBox:
    case CT_RadioButton: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width(), qMax(24, base.height())};
    }
    case CT_ProgressBar:
        return {size.width(), 6};
    case CT_ItemViewItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        const bool popup = widget && widget->inherits("QComboBoxListView");
        const int least = popup ? 32 : qMax(28, option->fontMetrics.height() + 10);
        return {base.width(), qMax(base.height(), least)};
    }
    case CT_HeaderSection: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width() + 8, qMax(32, option->fontMetrics.height() + 14)};
    }
    case CT_TabBarTab: {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        if (!tab)
            break;
        int width = option->fontMetrics.size(Qt::TextShowMnemonic, tab->text).width();
        width += 2 * kTabPadding + (tab->icon.isNull() ? 0 : 24);
        return {width, controlHeight(*option) + 4};
    }
    case CT_MenuItem:
        return menuItemSize(*option, size);
    case CT_MenuBarItem:
        return {size.width() + 20, qMax(32, option->fontMetrics.height() + 12)};
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect AppStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                               SubControl subControl, const QWidget *widget) const
{
    const QRect rect = option->rect;
    const auto visual = [&](const QRect &r) { return visualRect(option->direction, rect, r); };
    if (control == CC_ComboBox) {
        if (subControl == SC_ComboBoxArrow)
            return visual(
                QRect(rect.right() - kArrowWidth + 1, rect.top(), kArrowWidth - 4, rect.height()));
        if (subControl == SC_ComboBoxEditField)
            return visual(rect.adjusted(10, 2, -kArrowWidth, -2));
        if (subControl == SC_ComboBoxListBoxPopup)
            return rect;
    }
    if (control == CC_SpinBox) {
        const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        const bool none = spin && spin->buttonSymbols == QAbstractSpinBox::NoButtons;
        const int step = none ? 0 : kStepWidth;
        const int half = (rect.height() - 6) / 2;
        const int x = rect.right() - step - 2;
        if (subControl == SC_SpinBoxUp)
            return none ? QRect() : visual(QRect(x, rect.top() + 3, step, half));
        if (subControl == SC_SpinBoxDown)
            return none ? QRect() : visual(QRect(x, rect.top() + 3 + half, step, half));
        if (subControl == SC_SpinBoxEditField)
            return visual(rect.adjusted(8, 2, -step - 4, -2));
    }
    if (control == CC_GroupBox) {
        const auto *group = qstyleoption_cast<const QStyleOptionGroupBox *>(option);
        const bool check = group && (group->subControls & SC_GroupBoxCheckBox);
        const bool title = group && (check || !group->text.isEmpty());
        const int height = title ? qMax(headingHeight(), 18) : 0;
        if (subControl == SC_GroupBoxCheckBox)
            return visual(QRect(rect.left(), rect.top() + (height - 18) / 2, 18, 18));
        if (subControl == SC_GroupBoxLabel)
            return visual(QRect(rect.left() + (check ? 26 : 0), rect.top(),
                                rect.width() - (check ? 26 : 0), height));
        if (subControl == SC_GroupBoxContents)
            return rect.adjusted(0, title ? height + 12 : 0, 0, 0);
        if (subControl == SC_GroupBoxFrame)
            return rect;
    }
    if (control == CC_ScrollBar &&
        (subControl == SC_ScrollBarAddLine || subControl == SC_ScrollBarSubLine))
        return {};
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!bar)
            return {};
        // The whole length is the groove: there are no arrows at its ends.
        const bool flat = bar->orientation == Qt::Horizontal;
        const int length = flat ? rect.width() : rect.height();
        const qint64 range = qint64(bar->maximum) - bar->minimum;
        int handle = length;
        if (range > 0)
            handle = qBound(qMin(32, length),
                            int(qint64(length) * bar->pageStep / (range + bar->pageStep)), length);
        const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                                  length - handle, bar->upsideDown);
        const auto part = [&](int from, int size) {
            return flat ? visual(QRect(rect.left() + from, rect.top(), size, rect.height()))
                        : QRect(rect.left(), rect.top() + from, rect.width(), size);
        };
        if (subControl == SC_ScrollBarSlider)
            return part(start, handle);
        if (subControl == SC_ScrollBarSubPage)
            return part(0, start);
        if (subControl == SC_ScrollBarAddPage)
            return part(start + handle, length - start - handle);
        if (subControl == SC_ScrollBarGroove)
            return rect;
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QRect AppStyle::subElementRect(SubElement element, const QStyleOption *option,
                               const QWidget *widget) const
{
    const QRect rect = option->rect;
    switch (element) {
    case SE_LineEditContents:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            return rect.adjusted(8, 2, -8, -2);
        return rect;
    case SE_ShapedFrameContents:
    case SE_FrameContents:
        // The square corners of what lies inside must not reach the round ones of the frame.
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->frameShape == QFrame::StyledPanel &&
            qobject_cast<const QAbstractScrollArea *>(widget))
            return rect.adjusted(3, 3, -3, -3);
        break;
    case SE_ProgressBarGroove:
    case SE_ProgressBarContents:
    case SE_ProgressBarLabel:
        return rect;
    case SE_TabWidgetTabContents: {
        const QRect base = QProxyStyle::subElementRect(element, option, widget);
        return base.adjusted(0, 12, 0, 0);
    }
    case SE_PushButtonFocusRect:
        return rect;
    case SE_ItemViewItemDecoration:
    case SE_ItemViewItemText: {
        // The margins of two neighbours add up to 16 where 12 are wanted.
        QRect part = QProxyStyle::subElementRect(element, option, widget);
        const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        if (!item || item->decorationPosition != QStyleOptionViewItem::Left)
            return part;
        const bool check = item->features & QStyleOptionViewItem::HasCheckIndicator;
        const bool icon = item->features & QStyleOptionViewItem::HasDecoration;
        const bool text = element == SE_ItemViewItemText;
        const int nearer = 4 * (int(check) + int(icon && text));
        const bool mirrored = option->direction == Qt::RightToLeft;
        if (text)
            return part.adjusted(mirrored ? 0 : -nearer, 0, mirrored ? nearer : 0, 0);
        part.translate(mirrored ? nearer : -nearer, 0);
        return part;
    }
    default:
        break;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

int AppStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                          const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 18;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return widget && widget->isWindow() ? 24 : 0;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabOverlap:
    case PM_MenuBarPanelWidth:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return 5;
    case PM_MenuHMargin:
        return 0;
    case PM_ToolTipLabelFrameWidth:
        return 8;
    case PM_FocusFrameHMargin: // views take it as the margin of their texts
        return qobject_cast<const QAbstractItemView *>(widget) ? 7 : 4;
    case PM_FocusFrameVMargin:
        return 4;
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
        return 20;
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
        return 16;
    case PM_HeaderMargin:
        return 6;
    case PM_SliderThickness:
    case PM_SliderLength:
    case PM_SliderControlThickness:
        return 20;
    case PM_SplitterWidth:
        return 8;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int AppStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                        QStyleHintReturn *result) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_UnderlineShortcut:
    case SH_DrawMenuBarSeparator:
    case SH_TitleBar_NoBorder:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_Table_GridLineColor:
        if (hint == SH_Table_GridLineColor)
            return int(m_theme.line.rgb());
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_FocusFrame_AboveWidget:
    case SH_Slider_AbsoluteSetButtons:
        return hint == SH_Slider_AbsoluteSetButtons ? int(Qt::LeftButton) : 1;
    case SH_ComboBox_PopupFrameStyle:
        return int(QFrame::StyledPanel) | int(QFrame::Plain);
    case SH_DialogButtonLayout: // as in our own dialogs: what the dialog is for comes last
        return QDialogButtonBox::GnomeLayout;
    case SH_MessageBox_TextInteractionFlags:
        return Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse |
               Qt::LinksAccessibleByKeyboard;
    case SH_Widget_Animation_Duration:
        return m_motion ? 120 : 0;
    case SH_FocusFrame_Mask:
        if (auto *mask = qstyleoption_cast<QStyleHintReturnMask *>(result); mask && option) {
            const int width = m_theme.focusWidth();
            mask->region = QRegion(option->rect) -
                           QRegion(option->rect.adjusted(width, width, -width, -width));
            // The round corners of the ring reach into the square ones of the hole.
            constexpr int kCorner = 8;
            const QRect r = option->rect;
            for (const QPoint &at : {r.topLeft(), r.topRight() - QPoint(kCorner - 1, 0),
                                     r.bottomLeft() - QPoint(0, kCorner - 1),
                                     r.bottomRight() - QPoint(kCorner - 1, kCorner - 1)})
                mask->region += QRect(at, QSize(kCorner, kCorner));
            return 1;
        }
        return 0;
    case SH_Menu_Mask:
        if (auto *mask = qstyleoption_cast<QStyleHintReturnMask *>(result); mask && option) {
            QPainterPath path;
            path.addRoundedRect(option->rect, 6, 6);
            mask->region = QRegion(path.toFillPolygon().toPolygon());
            return 1;
        }
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

} // namespace cairn::gui

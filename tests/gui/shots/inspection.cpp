// SPDX-License-Identifier: MIT
#include "tests/gui/shots/inspection.h"

#include "app/gui/widgets/elided_label.h"
#include "app/gui/widgets/link_card.h"
#include "app/gui/widgets/parts_label.h"
#include "tests/gui/shots/pseudo_language.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSet>
#include <QTabBar>

namespace cairn::test {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const QWidget &widget)
{
    return widget.objectName().isEmpty()
               ? QString::fromLatin1(widget.metaObject()->className())
               : QString(QString::fromLatin1(widget.metaObject()->className()) % u' ' %
                         widget.objectName());
}

template<typename Visit>
void visitShown(const QWidget &window, const Visit &visit)
{
    const auto children = window.findChildren<QWidget *>();
    for (QWidget *child : children)
        if (child->isVisibleTo(&window) && child->window() == &window)
            visit(*child);
}

// Qt's own parts of a widget are its affair.
bool isInner(const QWidget &widget)
{
    return widget.objectName().startsWith("qt_"_L1) || widget.inherits("QLineEditIconButton") ||
           qobject_cast<const QScrollBar *>(&widget);
}

bool isNavigation(const QListView &list)
{
    constexpr int kIconsOnly = 64;
    return (list.objectName() == "main.nav"_L1 && list.width() > kIconsOnly) ||
           list.objectName().endsWith(".sections"_L1);
}

bool hasLetters(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
}

} // namespace

QStringList clippedTexts(const QWidget &window)
{
    QStringList faults;
    visitShown(window, [&](const QWidget &widget) {
        if (isInner(widget) || qobject_cast<const gui::ElidedLabel *>(&widget))
            return;
        // Names of pages and sections; where there is no room for them they have icons alone.
        const auto *list = qobject_cast<const QListView *>(&widget);
        if (list && isNavigation(*list) && list->sizeHintForColumn(0) > list->viewport()->width())
            faults << u"clipped: %1 is %2 wide and needs %3"_s.arg(nameOf(widget))
                          .arg(list->viewport()->width())
                          .arg(list->sizeHintForColumn(0));
        QString text;
        bool fits = true;
        if (const auto *parts = qobject_cast<const gui::PartsLabel *>(&widget)) {
            text = parts->text();
            fits = parts->sizeFor(parts->width()).width() <= parts->width() &&
                   parts->heightForWidth(parts->width()) <= parts->height();
        } else if (const auto *label = qobject_cast<const QLabel *>(&widget)) {
            text = label->text();
            fits = label->wordWrap() ? label->heightForWidth(label->width()) <= label->height()
                                     : label->sizeHint().width() <= label->width();
        } else if (const auto *card = qobject_cast<const gui::LinkCard *>(&widget)) {
            text = card->text();
            fits = card->sizeHint() == card->size();
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(&widget)) {
            text = button->text();
            fits = button->sizeHint().width() <= button->width();
        }
        if (!text.isEmpty() && !fits)
            faults << u"clipped: %1 “%2” is %3 wide and needs %4"_s.arg(nameOf(widget), text)
                          .arg(widget.width())
                          .arg(widget.sizeHint().width());
    });
    return faults;
}

QStringList foreignTexts(const QWidget &window, const QStringList &data)
{
    QStringList faults;
    const auto look = [&](const QWidget &widget, const char *what, const QString &text) {
        if (!hasLetters(text) || PseudoLanguage::isOfIt(text))
            return;
        for (const QString &known : data)
            if (text.contains(known))
                return;
        faults << u"not translated: %1 of %2 “%3”"_s.arg(QString::fromLatin1(what), nameOf(widget),
                                                         text);
    };
    visitShown(window, [&](const QWidget &widget) {
        if (isInner(widget))
            return;
        if (const auto *label = qobject_cast<const QLabel *>(&widget))
            look(widget, "text", label->text());
        if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
            look(widget, "text", button->text());
        if (const auto *field = qobject_cast<const QLineEdit *>(&widget))
            look(widget, "placeholder", field->placeholderText());
        if (const auto *tabs = qobject_cast<const QTabBar *>(&widget))
            for (int i = 0; i < tabs->count(); ++i)
                look(widget, "tab", tabs->tabText(i));
        look(widget, "tooltip", widget.toolTip());
        look(widget, "name", widget.accessibleName());
        look(widget, "description", widget.accessibleDescription());
    });
    return faults;
}

namespace {

bool isWanted(const QWidget &widget)
{
    if (!widget.isEnabled() || !(widget.focusPolicy() & Qt::TabFocus) || isInner(widget) ||
        widget.focusProxy())
        return false;
    // Of a group of choices Tab goes to the chosen one, arrows to the others.
    const auto *button = qobject_cast<const QAbstractButton *>(&widget);
    if (button && (button->autoExclusive() || (button->group() && button->group()->exclusive())))
        return button->isChecked();
    return true;
}

} // namespace

// As the desktop's bus has them (AT-SPI): from a label, the text, or a name that was given.
QStringList namelessParts(QWidget &window)
{
    QStringList faults;
    visitShown(window, [&](const QWidget &widget) {
        if (isInner(widget) || !(widget.focusPolicy() & Qt::TabFocus) || widget.focusProxy())
            return;
        auto *spoken = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(&widget));
        if (spoken && spoken->text(QAccessible::Name).trimmed().isEmpty())
            faults << u"has no name: "_s % nameOf(widget);
    });
    return faults;
}

QStringList unreachableByTab(QWidget &window)
{
    QSet<const QWidget *> wanted;
    visitShown(window, [&](const QWidget &widget) {
        if (isWanted(widget))
            wanted << &widget;
    });
    QApplication::setActiveWindow(&window);
    if (!window.focusWidget())
        window.setFocus();
    QSet<const QWidget *> reached;
    QWidget *const first = QApplication::focusWidget();
    bool cameRound = false;
    for (int i = 0; i < 400 && !cameRound; ++i) {
        QWidget *now = QApplication::focusWidget();
        if (!now)
            break;
        QKeyEvent press(QEvent::KeyPress, Qt::Key_Tab, Qt::NoModifier);
        QApplication::sendEvent(now, &press);
        reached << QApplication::focusWidget();
        cameRound = QApplication::focusWidget() == first;
    }
    QStringList faults;
    const auto isReached = [&reached](const QWidget *widget) {
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        if (!button || !button->group())
            return reached.contains(widget);
        // One of a group stands for all: arrows go on from there.
        const auto group = button->group()->buttons();
        return std::any_of(group.begin(), group.end(),
                           [&reached](const QWidget *each) { return reached.contains(each); });
    };
    for (const QWidget *widget : wanted)
        if (!isReached(widget))
            faults << u"not reached by Tab: "_s % nameOf(*widget) % u' ' % widget->accessibleName();
    if (!cameRound && wanted.size() > 1) // else it has nowhere to go
        faults << u"Tab does not come round"_s;
    return faults;
}

} // namespace cairn::test

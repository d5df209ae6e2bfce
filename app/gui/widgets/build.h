// SPDX-License-Identifier: MIT
// Small parts that every page is made of.
#pragma once

#include "app/gui/style/icon_set.h"
#include "app/gui/texts.h"
#include "app/gui/widgets/progress_strip.h"

#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

#include <functional>
#include <optional>

class QGridLayout;
class QLineEdit;
class QMessageBox;

namespace cairn::gui {

// text: one of the style's sizes, "display", "title", "heading", "body", "small".
[[nodiscard]] QLabel *textLabel(const QString &text, const char *size, QWidget *parent);
[[nodiscard]] QPushButton *button(const QString &text, const char *role, const QString &objectName,
                                  QWidget *parent);
void setTone(QWidget *widget, Tone tone);
// For a property that the style reads.
void setStyleProperty(QWidget *widget, const char *name, const QVariant &value);
// For what is shown anew again and again: Qt tells a screen reader of a name also if it is the
// same.
void setNameOf(QWidget *widget, const QString &name);
void setDescriptionOf(QWidget *widget, const QString &text);
[[nodiscard]] QIcon stateIcon(Tone tone);
[[nodiscard]] TrayState trayStateOf(Tone tone);
// Scrolls `content` up and down, never sideways. Where nothing in it takes the focus, so that it
// would scroll along, the area does under `name`.
[[nodiscard]] QScrollArea *scrolling(QWidget *content, QWidget *parent, const QString &name = {});
// What stands in a place that has nothing to show yet; `sentence` is taken over.
[[nodiscard]] QWidget *emptyPlace(Icon icon, const QString &heading, QLabel *sentence,
                                  QWidget *parent);
// Of unknown length if there is none.
void showShare(ProgressStrip *bar, std::optional<double> share);
// For a passphrase, with an eye that shows it.
[[nodiscard]] QLineEdit *secretEdit(const QString &objectName, const QString &name,
                                    QWidget *parent);
// Asks for a folder that is there; `chosen` is called with it unless that is given up.
void chooseFolder(QWidget *parent, const QString &title,
                  const std::function<void(const QString &)> &chosen);
// Says something that nobody has to decide about, beside what goes on.
QMessageBox *tell(const QString &title, const QString &text, QWidget *parent);
// Asks whether what was typed may go; `goOn` is the button that keeps it.
void askToDiscard(const QString &title, const QString &goOn, QWidget *parent,
                  const std::function<void()> &discard);
// A line of text with its name before it, in a row of their own at the end of `grid`.
QLineEdit *addLine(QGridLayout &grid, const QString &label, const QString &text,
                   const QString &objectName);
// Gives a dialog with pages room for them: more with larger text, as far as the screen has it.
void giveRoom(QWidget *dialog);
// A path or the like inside a sentence: left to right also where the sentence is not.
[[nodiscard]] QString isolated(const QString &text);
// A name inside the text of a menu or button, where "&" would underline the letter after it.
[[nodiscard]] QString inMenu(QString name);

} // namespace cairn::gui

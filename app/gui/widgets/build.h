// SPDX-License-Identifier: MIT
// Small parts that every page is made of.
#pragma once

#include "app/gui/style/icon_set.h"
#include "app/gui/texts.h"

#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace cairn::gui {

// text: one of the style's sizes, "display", "title", "heading", "body", "small".
[[nodiscard]] QLabel *textLabel(const QString &text, const char *size, QWidget *parent);
[[nodiscard]] QPushButton *button(const QString &text, const char *role, const QString &objectName,
                                  QWidget *parent);
void setTone(QWidget *widget, Tone tone);
// For a property that the style reads.
void setStyleProperty(QWidget *widget, const char *name, const QVariant &value);
[[nodiscard]] QIcon stateIcon(Tone tone);
[[nodiscard]] TrayState trayStateOf(Tone tone);
// Scrolls `content` up and down, never sideways.
[[nodiscard]] QScrollArea *scrolling(QWidget *content, QWidget *parent);
[[nodiscard]] QString elidedMiddle(const QString &text, const QWidget *widget, int width);
// A path or the like inside a sentence: left to right also where the sentence is not.
[[nodiscard]] QString isolated(const QString &text);

} // namespace cairn::gui

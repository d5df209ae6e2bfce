// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <QStackedWidget>

class QLabel;
class QPlainTextEdit;

namespace cairn::gui {

// What a file held, as far as it can be shown; never runs it.
class PreviewPane final : public QStackedWidget
{
    Q_OBJECT
public:
    explicit PreviewPane(QWidget *parent = nullptr);

    void showNothing();
    void showFetching(qint64 bytes);
    void showContent(const PreviewContent &content);
    void showStopped();

Q_SIGNALS:
    void cancelled();
    void againWanted(); // after it was stopped

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildFetching();
    QWidget *buildStopped();
    QWidget *buildText();
    void fitImage();

    QLabel *m_fetching;
    QPlainTextEdit *m_text;
    QLabel *m_picture;
    QLabel *m_message;
    QLabel *m_stopped;
    QLabel *m_cut; // that this is not all
    QImage m_image;
};

} // namespace cairn::gui

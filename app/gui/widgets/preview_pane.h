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

Q_SIGNALS:
    void cancelled();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitImage();

    QLabel *m_fetching;
    QPlainTextEdit *m_text;
    QLabel *m_picture;
    QLabel *m_message;
    QImage m_image;
};

} // namespace cairn::gui

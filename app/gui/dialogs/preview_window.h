// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <QDialog>

namespace cairn::gui {

class PreviewPane;

// What a file held, in a window of its own; it stays while somebody looks at others.
class PreviewWindow final : public QDialog
{
    Q_OBJECT
public:
    // title: of which file, as it was when.
    PreviewWindow(const QString &title, qint64 bytes, QWidget *parent);

    void showContent(const PreviewContent &content);

Q_SIGNALS:
    void cancelled(); // nobody waits for the content any more

private:
    PreviewPane *m_content;
};

} // namespace cairn::gui

// SPDX-License-Identifier: MIT
#include "core/base/bounded_queue.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace cairn;

class TestBoundedQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrder();
    void producerWaitsWhileFull();
    void oneLargeItemPassesAnEmptyQueue();
    void closeLetsConsumersDrain();
    void closeWakesAWaitingConsumer();
    void closeWakesAWaitingProducer();
    void abortDropsEverythingAndWakesAll();
    void tryPopDoesNotWait();
    void manyThreadsLoseNothing();
};

void TestBoundedQueue::keepsTheOrder()
{
    BoundedQueue<std::unique_ptr<int>> queue(10);
    for (int i = 0; i < 5; ++i)
        QVERIFY(queue.push(std::make_unique<int>(i)));
    QCOMPARE(queue.weight(), std::size_t{5});
    for (int i = 0; i < 5; ++i)
        QCOMPARE(**queue.pop(), i);
    QCOMPARE(queue.weight(), std::size_t{0});
}

void TestBoundedQueue::producerWaitsWhileFull()
{
    BoundedQueue<int> queue(100);
    QVERIFY(queue.push(1, 60));
    QVERIFY(queue.push(2, 60)); // begun below the limit
    std::atomic<bool> pushed{false};
    std::thread producer([&] {
        queue.push(3, 10);
        pushed = true;
    });
    QCOMPARE(queue.weight(), std::size_t{120});
    QVERIFY(!pushed);
    QCOMPARE(queue.pop().value(), 1);
    producer.join();
    QVERIFY(pushed);
    QCOMPARE(queue.weight(), std::size_t{70});
}

void TestBoundedQueue::oneLargeItemPassesAnEmptyQueue()
{
    BoundedQueue<int> queue(10);
    QVERIFY(queue.push(1, 1'000'000)); // else it would wait for ever
    QCOMPARE(queue.pop().value(), 1);
}

void TestBoundedQueue::closeLetsConsumersDrain()
{
    BoundedQueue<int> queue(10);
    QVERIFY(queue.push(1));
    queue.close();
    QVERIFY(!queue.push(2));
    QCOMPARE(queue.pop().value(), 1);
    QVERIFY(!queue.pop().has_value());
}

void TestBoundedQueue::closeWakesAWaitingConsumer()
{
    BoundedQueue<int> queue(10);
    std::thread consumer([&] {
        while (queue.pop()) {
        }
    });
    queue.push(1);
    queue.close();
    consumer.join(); // hangs if it was not woken
}

void TestBoundedQueue::closeWakesAWaitingProducer()
{
    BoundedQueue<int> queue(1);
    queue.push(1);
    std::atomic<bool> accepted{true};
    std::thread producer([&] { accepted = queue.push(2); });
    queue.close();
    producer.join();
    QVERIFY(!accepted);
}

void TestBoundedQueue::abortDropsEverythingAndWakesAll()
{
    BoundedQueue<int> queue(1);
    BoundedQueue<int> empty(1);
    queue.push(1);
    std::thread producer([&] { queue.push(2); });
    std::thread consumer([&] { empty.pop(); });
    queue.abort();
    empty.abort();
    producer.join();
    consumer.join();
    QVERIFY(!queue.pop().has_value());
    QVERIFY(!queue.push(3));
    QCOMPARE(queue.weight(), std::size_t{0});
}

void TestBoundedQueue::tryPopDoesNotWait()
{
    BoundedQueue<int> queue(10);
    QVERIFY(!queue.tryPop().has_value());
    queue.push(4);
    QCOMPARE(queue.tryPop().value(), 4);
}

void TestBoundedQueue::manyThreadsLoseNothing()
{
    constexpr int kThreads = 4;
    constexpr int kItems = 5000;
    BoundedQueue<int> queue(7);
    std::atomic<std::int64_t> sum{0};
    std::atomic<int> count{0};
    std::vector<std::thread> producers;
    std::vector<std::thread> consumers;
    for (int t = 0; t < kThreads; ++t) {
        producers.emplace_back([&queue] {
            for (int i = 1; i <= kItems; ++i)
                queue.push(i, static_cast<std::size_t>(1 + i % 3));
        });
        consumers.emplace_back([&] {
            while (const auto item = queue.pop()) {
                sum += *item;
                ++count;
            }
        });
    }
    for (std::thread &thread : producers)
        thread.join();
    queue.close();
    for (std::thread &thread : consumers)
        thread.join();
    QCOMPARE(count.load(), kThreads * kItems);
    QCOMPARE(sum.load(), std::int64_t{kThreads} * kItems * (kItems + 1) / 2);
}

QTEST_GUILESS_MAIN(TestBoundedQueue)
#include "test_bounded_queue.moc"

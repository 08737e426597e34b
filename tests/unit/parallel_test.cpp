#include <atomic>
#include <catch2/catch.hpp>
#include <memory>
#include <new>
#include <vector>

#include "taipan/support/parallel.h"

using taipan::forEachParallel;

TEST_CASE("a parallel loop does everything once") {
    for (const unsigned threads : {0U, 1U, 2U, 7U}) {
        std::vector<int> done(100);
        forEachParallel(done.size(), threads, [&](size_t at) { ++done[at]; });
        CHECK(done == std::vector<int>(100, 1));
        forEachParallel(0, threads, [&](size_t) { FAIL(); });
    }
}

TEST_CASE("a parallel loop hands on an exception when all is done") {
    for (const unsigned threads : {1U, 3U}) {
        std::atomic<int> done = 0;
        const auto work = [&](size_t at) {
            ++done;
            if (at % 10 == 3) throw std::bad_alloc();
        };
        CHECK_THROWS_AS(forEachParallel(100, threads, work), std::bad_alloc);
        CHECK(done == 100);
    }
}

TEST_CASE("a parallel loop leaves nothing for helpers that come late") {
    for (int round = 0; round < 300; ++round) {
        auto done = std::make_unique<std::vector<int>>(3);
        forEachParallel(3, 8, [&](size_t at) { ++(*done)[at]; });
        CHECK(*done == std::vector<int>(3, 1));
        done.reset(); // a helper that still used the work would be found out
    }
}

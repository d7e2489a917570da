# SPDX-License-Identifier: Apache-2.0
# Every target is one short script in bin/, which can be run by itself.
# Overridable: make run PORT=9000 HOST=0.0.0.0 DATA=/var/lib/roost
PORT ?= 8080
HOST ?= localhost
DATA ?= data

.PHONY: help setup build run test bench screenshots format lint clean

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

setup: ## Install what building needs (Debian 12; Swift itself is assumed)
	@bin/setup

build: setup ## Build the release binary, web app included: .build/release/roost
	@bin/build

run: ## Set up, build, fill an empty data folder with the demo community and serve it
	@PORT="$(PORT)" HOST="$(HOST)" DATA="$(DATA)" bin/run

test: ## Run every check, on SQLite and on PostgreSQL
	@bin/ci

bench: ## Measure, and write docs/benchmarks.md
	@bin/bench

screenshots: build ## Render every screen, phone and desktop, light and dark, into docs/screenshots
	@bin/screenshots

format: ## Format the Swift code
	@swift format --in-place --parallel --recursive Package.swift Platform Services Server Testkit Tests Benchmarks

lint: ## Check the format of the Swift code
	@bin/lint

clean: ## Remove what was built; the data folder stays
	@rm -rf .build Web/dist Web/Embedded/generated
